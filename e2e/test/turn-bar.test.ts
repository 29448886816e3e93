/**
 * The turn on screens of every size: the offer and the own turn are visible with their answers,
 * nothing below moves when the holder changes, and a background tab shows the turn in its title.
 */
import type { Page } from '@playwright/test';
import { button, choose, composer, enter } from './doing.ts';
import { expect, picture, test } from './fixtures.ts';

const sizes = [
  [390, 844],
  [390, 664],
  [320, 568],
  [844, 390],
  [640, 400],
  [1280, 800],
  // A phone with its keyboard open, and a desktop at 400 %.
  [390, 420],
  [320, 256],
] as const;

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
}

/** The layout shift since the last call, as Chromium measures it. */
async function watchShifts(page: Page): Promise<(what: string, most?: number) => Promise<void>> {
  await page.evaluate(() => {
    const shifts: { value: number; from: string[] }[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as unknown as Shift[]) {
        const from = sources.map(({ node, previousRect: a, currentRect: b }) => {
          const name = node instanceof Element ? node.className : node?.nodeName;
          return `${name} ${[a.x, a.y, a.width, a.height]} to ${[b.x, b.y, b.width, b.height]}`;
        });
        shifts.push({ value, from });
      }
    }).observe({ type: 'layout-shift' });
  });
  return async (what, most = 0.02) => {
    const shifts = await page.evaluate(async () => {
      // Waits until the last change has a layout and an entry.
      await new Promise((done) => setTimeout(done, 300));
      const { shifts: all } = window as unknown as { shifts: { value: number; from: string[] }[] };
      return all.splice(0);
    });
    const sum = shifts.reduce((all, { value }) => all + value, 0);
    expect(sum, `${what}: ${JSON.stringify(shifts, null, 1)}`).toBeLessThan(most);
  };
}

/** True when it is completely inside the window, and nothing covers it. */
async function inSight(page: Page, name: string): Promise<boolean> {
  return button(page, name).evaluate((element) => {
    const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    const inside = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
    return inside && height >= 44 && (at === element || element.contains(at));
  });
}

test('an offer and a turn are visible at every size, and move nothing', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone', offer: '10m', seats: 12 });
  const lead = await company.arrive(circle.facilitator, 'North Star');
  const heron = await people.arrive('Quiet Heron', 'phone');
  await enter(heron, circle.invitation);
  const others = ['Amber Leaf', 'Soft Hill', 'Little Moon', 'River Stone'];
  const here = [];
  for (const name of others) here.push(await company.arrive(circle.invitation, name));
  await lead.act({ do: 'begin' });
  const { page } = heron;
  await button(page, 'Not now').click();
  const me = await lead.idOf(heron.name);
  for (const each of here) await each.act({ do: 'say', text: `${each.name} is here.` });
  const [amber, hill, moon] = here;
  if (!amber || !hill || !moon) throw new Error('Nobody came in.');

  await test.step('RND-20 a round leaves a row with its question, after a reload too', async () => {
    await lead.act({
      do: 'start-round',
      prompt: 'What helped you this week?',
      order: [amber.id, hill.id, moon.id, me] as never,
    });
    for (const again of [false, true]) {
      if (again) await page.reload();
      const row = page.getByRole('log').getByRole('heading', { name: 'Round 1 begins', level: 3 });
      await expect(row).toBeVisible();
      await expect(row.locator('..')).toContainText('What helped you this week?');
    }
  });

  await test.step('PAGE-3 turns of others move nothing', async () => {
    const shifts = await watchShifts(page);
    for (const each of [amber, hill]) {
      await expect(page.getByRole('main').getByText(/is offered to/)).toBeVisible();
      await each.act({ do: 'take' });
      await expect(
        page.getByRole('main').getByText(new RegExp(`${each.name} has the talking`)),
      ).toBeVisible();
      await each.act({ do: 'say', text: 'A walk by the river.' });
      await each.act({ do: 'done' });
      await shifts(each.name);
    }
  });

  await test.step('TRN-8 PAGE-3 the offer is visible, the title shows it, and nothing moves', async () => {
    const shifts = await watchShifts(page);
    const before = await page.title();
    await moon.act({ do: 'pass' });
    await expect(button(page, 'I’d like to share')).toBeVisible();
    await expect.poll(() => page.title()).not.toBe(before);
    expect(await page.title()).toContain('Your turn');
    await shifts('offered');
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      for (const name of ['I’d like to share', 'Pass this time', 'Come back to me']) {
        await expect.poll(() => inSight(page, name), `${name} at ${width}×${height}`).toBe(true);
      }
      await picture(page, `turn-offered-${width}x${height}`);
    }
    await page.setViewportSize({ width: 390, height: 844 });
  });

  await test.step('PAGE-3 Done is beside the composer, and a tap on Send keeps the focus', async () => {
    await button(page, 'I’d like to share').tap();
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => inSight(page, 'Done'), `Done at ${width}×${height}`).toBe(true);
      await picture(page, `turn-held-${width}x${height}`);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await composer(page).tap();
    await composer(page).fill('My sister called.');
    await button(page, 'Send').tap();
    await expect(composer(page)).toHaveValue('');
    await expect(composer(page)).toBeFocused();
    const shifts = await watchShifts(page);
    await button(page, 'Done').tap();
    await expect(button(page, 'Done')).toHaveCount(0);
    // The composer gets its tools back by one’s own press. Chromium leaves that out for half a second
    // alone, and the answer of a busy machine takes longer.
    await shifts('done', 0.05);
    expect(await page.title()).not.toContain('Your turn');
  });

  await test.step('HND-1 hands are seen on the faces', async () => {
    await amber.act({ do: 'raise-hand' });
    await expect(page.locator('[data-mark="hand"]')).toHaveCount(1);
  });
});

test('people are put in order by dragging and by the keyboard; a mute takes two presses', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone', seats: 30 });
  const star = await people.arrive('North Star');
  await enter(star, circle.facilitator);
  const { page } = star;
  const names = [
    ...['Amber Leaf', 'Birch', 'Cedar Wood', 'Dune', 'Evening Shell', 'Far Wave', 'Heather'],
  ];
  for (const name of names) await company.arrive(circle.invitation, name);
  await button(page, 'Begin').click();
  await page.setViewportSize({ width: 1280, height: 560 });

  await test.step('LEAD-2 the cursor is in the question, and rows are dragged and moved by keys', async () => {
    await choose(page.getByRole('radio', { name: 'Round', exact: true }));
    await button(page, 'Start a round…').click();
    const form = page.getByRole('dialog', { name: 'Start a round' });
    await expect(form.getByLabel('The question')).toBeFocused();
    await page.keyboard.type('What helped?');
    await choose(form.getByRole('radio', { name: 'I choose the order' }));
    const handle = (name: string) =>
      form.getByRole('button', { name: new RegExp(`^Move ${name}, `) });
    const placed = (name: string, place: number) =>
      expect(form.getByRole('button', { name: `Move ${name}, ${place} of 7` })).toBeVisible();
    const first = (await form.locator('[data-person] bdi').allTextContents())[0] ?? '';
    const last = (await form.locator('[data-person] bdi').allTextContents()).at(-1) ?? '';
    await handle(last).focus();
    await page.keyboard.press('Home');
    await placed(last, 1);
    await expect(handle(last)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await placed(last, 2);
    await page.keyboard.press('End');
    await placed(last, 7);
    // Dragged from the top, past the visible edge, to the end.
    await handle(first).scrollIntoViewIfNeeded();
    const from = await handle(first).boundingBox();
    if (!from) throw new Error('Nothing to drag.');
    await page.mouse.move(from.x + 10, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, from.y + 80, { steps: 4 });
    const box = await form.boundingBox();
    await page.mouse.move(from.x + 10, (box?.y ?? 0) + (box?.height ?? 0) - 6, { steps: 8 });
    await expect(form.locator('[data-line="after"]')).toBeVisible();
    await page.mouse.up();
    await placed(first, 7);
    await picture(page, 'order-dragged');
    await button(form, `Move ${first} to the top`).click();
    await placed(first, 1);
    await form.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('LEAD-1 VOI-3 a mute of five minutes and a pause take two presses each', async () => {
    await button(page, 'For Amber Leaf').click();
    await expect(page.getByText(/Amber Leaf reads: “Let’s leave some room/)).toBeVisible();
    await picture(page, 'quick-mute');
    await button(page, 'Mute for 5 minutes').click();
    await expect(page.getByText(/muted until/)).toBeVisible();
    await button(page, 'For Birch').click();
    await button(page, 'Pause everyone for a minute').click();
    await expect(page.getByText(/It ends by itself at/)).toBeVisible();
    await button(page, 'For Amber Leaf').click();
    await expect(button(page, 'Change the mute…')).toBeVisible();
  });
});
