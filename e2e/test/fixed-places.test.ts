/** New content moves no control, and no control is close to “Leave now” (PRS-2, TXT-6). */
import type { Page } from '@playwright/test';
import { askIn, isIn, message, pageTitle } from './doing.ts';
import { expect, test } from './fixtures.ts';

/** The least distance between Leave now and another control, in pixels. */
const leastDistance = 24;

/** Controls that are closer to a visible ‘Leave now’, with their distance. */
const tooNear = (page: Page) =>
  page.evaluate((least) => {
    const isVisible = (element: Element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const at = document.elementFromPoint(left + width / 2, top + height / 2);
      return (
        width > 1 && height > 1 && at !== null && (element.contains(at) || at.contains(element))
      );
    };
    const targets = 'button, a[href], input, select, textarea, summary, [role="tab"]';
    const leaveLinks = [...document.querySelectorAll('a[href="/leave"]')].filter(isVisible);
    return leaveLinks.flatMap((link) => {
      const own = link.getBoundingClientRect();
      return [...document.querySelectorAll(targets)].flatMap((other) => {
        if (other === link || !isVisible(other)) return [];
        const box = other.getBoundingClientRect();
        const x = Math.max(box.left - own.right, own.left - box.right, 0);
        const y = Math.max(box.top - own.bottom, own.top - box.bottom, 0);
        const distance = Math.hypot(x, y);
        const name = other.getAttribute('aria-label') ?? other.textContent;
        return distance < least ? [`${name}: ${Math.round(distance)} px`] : [];
      });
    });
  }, leastDistance);

test('PRS-2 new people move no control, TXT-6 marks stay in their line, and Leave now keeps its distance', async ({
  company,
  people,
}) => {
  const circle = await company.circle({ seats: 20 });
  const rowan = await people.arrive('Rowan');
  const { page } = rowan;
  await askIn(rowan, circle.facilitator);
  await isIn(page);
  await page.getByRole('button', { name: 'Begin' }).waitFor();
  const before = await placesOf(page);
  const other = await company.arrive(circle.invitation, 'Amber Leaf');
  for (const name of ['River Stone', 'Grey Pebble']) {
    await company.arrive(circle.invitation, name);
  }
  await other.act({ do: 'note', text: 'I am new here.' });
  await expect(page.getByRole('button', { name: /^Let in / })).toHaveCount(3);
  const after = await placesOf(page);
  for (const [name, place] of before) {
    if (after.has(name)) expect(after.get(name), name).toBe(place);
  }

  await page.getByRole('button', { name: 'Let in Amber Leaf' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await other.sees(({ mine }) => mine.can.say === true);
  await other.act({ do: 'say', text: 'Hello.' });
  const tower = '\u0300\u0301\u0302\u0303'.repeat(400);
  await other.act({ do: 'say', text: `H${tower} \u202eturned` });
  const high = message(page, 'H');
  await expect(high.last()).toBeVisible();
  expect(await high.last().evaluate((bubble) => getComputedStyle(bubble).overflowY)).toBe('clip');

  const phone = await people.arrive('Quiet Heron', 'phone');
  for (const path of ['/', '/support', '/safety']) {
    await phone.page.setViewportSize({ width: 320, height: 568 });
    await phone.page.goto(path);
    await expect(pageTitle(phone.page)).not.toBeEmpty();
    expect(await tooNear(phone.page), path).toEqual([]);
  }
  for (const [width, height] of [
    ...[[320, 568] as const, [390, 844] as const, [844, 390] as const],
    ...[[640, 400] as const, [1280, 800] as const],
  ]) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => tooNear(page), `${width} × ${height}`).toEqual([]);
    await page.getByRole('button', { name: 'Support', exact: true }).click();
    await expect.poll(() => tooNear(page), `sheet, ${width} × ${height}`).toEqual([]);
    await page.keyboard.press('Escape');
  }
});

/** The positions of the named controls. */
async function placesOf(page: Page): Promise<ReadonlyMap<string, string>> {
  const all = await page.evaluate(() =>
    [...document.querySelectorAll('aside button, header button, main button')].map((control) => {
      const { left, top } = control.getBoundingClientRect();
      return [control.textContent ?? '', `${Math.round(left)}, ${Math.round(top)}`] as const;
    }),
  );
  return new Map(all);
}
