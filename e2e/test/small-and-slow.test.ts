/** With a slow connection no page is blank (PAGE-3); at small heights there is room to read. */
import type { Page } from '@playwright/test';
import { button, choose, composer, isIn, joinButton } from './doing.ts';
import { expect, test } from './fixtures.ts';

/** Counts the frames in a row in which the page was blank. */
const watchBlank = (page: Page) =>
  page.addInitScript(() => {
    const found = { longest: 0 };
    Object.assign(window, { blank: found });
    let painted = false;
    let frames = 0;
    const look = () => {
      const main = document.querySelector<HTMLElement>('#root main');
      const shown = main?.checkVisibility() === true && main.textContent.trim() !== '';
      painted ||= shown;
      frames = painted && !shown ? frames + 1 : 0;
      found.longest = Math.max(found.longest, frames);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
/** In frames: the time of a frame depends on the machine. */
const mostBlank = 6;
const longestBlank = (page: Page) =>
  page.evaluate(() => (window as unknown as { blank: { longest: number } }).blank.longest);

test('PAGE-3 on a slow line no page is blank between the invitation and the circle', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const north = await company.arrive(circle.facilitator, 'North Star');
  const { page } = await people.arrive('Amber Leaf', 'phone');
  await watchBlank(page);
  await page.context().route(/assets\/.*\.(js|css)$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await page.goto(circle.invitation);
  await button(page, 'Open my invitation').click();
  await page.getByLabel('What should we call you here?').fill('Amber Leaf');
  await choose(page.getByRole('checkbox', { name: /^I’ll keep what is said here/ }));
  await joinButton(page).click();
  await isIn(page);
  await north.sees(({ people }) => people.some(({ name }) => name === 'Amber Leaf'));
  // A change of the screen may take one frame; a file that is waited for takes a second.
  expect(await longestBlank(page)).toBeLessThan(mostBlank);
  await page.getByRole('button', { name: 'You in this circle' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await longestBlank(page)).toBeLessThan(mostBlank);
});

const sizes = [
  { width: 844, height: 390, keyboard: 0, room: 120 },
  { width: 640, height: 400, keyboard: 0, room: 120 },
  { width: 320, height: 568, keyboard: 0, room: 180 },
  { width: 390, height: 844, keyboard: 336, room: 200 },
] as const;

test('PAGE-3 at small heights and with a keyboard open there is room to read', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const north = await company.arrive(circle.facilitator, 'North Star');
  const { page } = await people.arrive('Amber Leaf', 'phone');
  await page.addInitScript(() => {
    const view = visualViewport;
    if (!view) return;
    const state = { keyboard: 0 };
    Object.defineProperty(view, 'height', { get: () => innerHeight - state.keyboard });
    Object.assign(window, {
      openKeyboard: (height: number) => {
        state.keyboard = height;
        view.dispatchEvent(new Event('resize'));
      },
    });
  });
  await page.goto(circle.invitation);
  await button(page, 'Open my invitation').click();
  await choose(page.getByRole('checkbox', { name: /^I’ll keep what is said here/ }));
  await joinButton(page).click();
  await isIn(page);
  await north.act({ do: 'begin' });
  await north.act({ do: 'set-phase', phase: 'body' });
  for (let count = 0; count < 12; count += 1) {
    await north.act({ do: 'say', text: `Line ${count}: take all the time that you need.` });
  }
  for (const { width, height, keyboard, room } of sizes) {
    await page.setViewportSize({ width, height });
    await page.evaluate(
      (kb) => (window as unknown as { openKeyboard: (height: number) => void }).openKeyboard(kb),
      keyboard,
    );
    const at = `${width}×${height}, keyboard ${keyboard}`;
    const visible = async () => {
      const box = await page.getByRole('log').boundingBox();
      return box ? Math.min(box.y + box.height, height - keyboard) - Math.max(box.y, 0) : 0;
    };
    await expect.poll(visible, { message: at }).toBeGreaterThanOrEqual(room);
    const fieldEnd = async () => {
      const field = await composer(page).boundingBox();
      return field ? field.y + field.height : Number.POSITIVE_INFINITY;
    };
    // The page follows the keyboard in the frame after it.
    await expect.poll(fieldEnd, { message: at }).toBeLessThanOrEqual(height - keyboard);
    // The page itself does not scroll: the answers to an offer are always visible.
    const scrolls = await page.evaluate(
      () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
    );
    expect(scrolls, at).toBeLessThanOrEqual(keyboard);
    // A long text grows the field, and leaves room for messages.
    await composer(page).fill('A long thought.\n'.repeat(12));
    await expect.poll(visible, { message: `${at}, while writing` }).toBeGreaterThanOrEqual(60);
    await composer(page).fill('');
    await page.screenshot({ path: `../artefacts/screens/small-${width}x${height}.png` });
  }
});
