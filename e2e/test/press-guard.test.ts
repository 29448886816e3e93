/** A press acts on what it was meant for, in lists that change by themselves (PRS-1). */
import { setTimeout } from 'node:timers/promises';
import type { Locator, Page } from '@playwright/test';
import { button, choose, isIn, signIn } from './doing.ts';
import { expect, test } from './fixtures.ts';

/** A wait in ms after which no control is blocked. */
const calm = 700;
/** Milliseconds; presses that the page has further apart can both be meant. */
const unsteadyWithin = 450;
/** A busy machine can have two presses so far apart, but not for ever. */
const mostAttempts = 8;

/** What begins a press, by how it is made. A control that takes none gets no click of a pointer. */
const beginnings = {
  pointer: 'pointerdown',
  finger: 'pointerdown',
  key: 'keydown',
  'screen reader': 'click',
} as const;

/** Writes down when the page has each press, also those that it does not take. */
const recordPresses = (page: Page) =>
  page.addInitScript(() => {
    const began: Record<string, number[]> = { pointerdown: [], keydown: [], click: [] };
    Object.assign(window, { began });
    for (const [type, times] of Object.entries(began)) {
      window.addEventListener(type, () => times.push(performance.now()), { capture: true });
    }
  });

/** Milliseconds between the last two presses of this kind. */
const lastGap = (page: Page, way: keyof typeof beginnings) =>
  page.evaluate((type) => {
    const { began } = window as unknown as { began: Record<string, number[]> };
    const [first = Number.NEGATIVE_INFINITY, second = 0] = began[type]?.slice(-2) ?? [];
    return second - first;
  }, beginnings[way]);

const letsIn = (page: Page) => page.getByRole('button', { name: /^Let in / });

async function centre(there: Locator): Promise<{ x: number; y: number }> {
  const box = await there.boundingBox();
  if (!box) throw new Error(`${there} is not on the page`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('PRS-1 two presses on Let in admit one person: by pointer, finger, key and screen reader', async ({
  company,
  people,
}) => {
  const circle = await company.circle({ seats: 20 });
  const rowan = await people.arrive('Rowan');
  const { page } = rowan;
  await recordPresses(page);
  await page.goto(circle.facilitator);
  await page.getByRole('button', { name: 'Open my invitation' }).click();
  await page.getByLabel('What should we call you here?').fill('Rowan');
  await choose(page.getByRole('checkbox', { name: /^I’ll keep/ }));
  await page.getByRole('button', { name: 'Come in' }).click();
  await isIn(page);
  const touch = await page.context().newCDPSession(page);
  const tap = async ({ x, y }: { x: number; y: number }) => {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  const ways = {
    pointer: async () => {
      const { x, y } = await centre(letsIn(page).first());
      return () => page.mouse.click(x, y);
    },
    finger: async () => {
      const at = await centre(letsIn(page).first());
      return () => tap(at);
    },
    key: async () => {
      await letsIn(page).first().focus();
      return () => page.keyboard.press('Enter');
    },
    'screen reader': async () => () =>
      page.evaluate(() => {
        const all = [...document.querySelectorAll('button')];
        all.find(({ textContent }) => textContent?.startsWith('Let in'))?.click();
      }),
  };
  const names = ['Amber Leaf', 'River Stone', 'Quiet Heron', 'Grey Pebble'];
  const guests = await Promise.all(names.map((name) => company.arrive(circle.invitation, name)));
  const letIn = () => guests.filter(({ view }) => view?.mine.whereabouts === 'in');
  let came = names.length;
  const pressTwice = async (way: keyof typeof ways, gap: number) => {
    await page.mouse.move(600, 400);
    await expect(letsIn(page), way).toHaveCount(guests.length);
    await setTimeout(calm);
    const press = await ways[way]();
    await press();
    await setTimeout(gap);
    await press();
    await setTimeout(calm);
    await page.mouse.move(600, 400);
  };
  // Milliseconds between the two presses of an unsteady hand.
  for (const [way, gap] of [
    ...[['pointer', 60] as const, ['pointer', 300] as const, ['finger', 140] as const],
    ...[['key', 60] as const, ['key', 300] as const, ['screen reader', 140] as const],
  ]) {
    for (let isUnsteady = false, attempt = 1; !isUnsteady; attempt++) {
      expect(attempt, `${way}, ${gap} ms`).toBeLessThanOrEqual(mostAttempts);
      await pressTwice(way, gap);
      isUnsteady = (await lastGap(page, way)) < unsteadyWithin;
      if (isUnsteady) {
        await expect(letsIn(page), `${way}, ${gap} ms`).toHaveCount(guests.length - 1);
        await expect.poll(() => letIn().length, way).toBe(1);
      }
      const known = async () => (await letsIn(page).count()) + letIn().length;
      await expect.poll(known, way).toBe(guests.length);
      // Others take their places in the waiting room.
      for (const guest of letIn()) {
        guests.splice(guests.indexOf(guest), 1);
        guests.push(await company.arrive(circle.invitation, `Guest ${++came}`));
      }
    }
  }
});

test('PRS-1 typing does not block the controls of the same form', async ({ people, server }) => {
  const { page } = await people.arrive('Rowan', 'phone');
  // Tall enough for the whole form: nothing scrolls between the text and the press.
  await page.setViewportSize({ width: 390, height: 1800 });
  await signIn(page, server.organiserLink);
  await page.getByRole('link', { name: /^Open a/ }).click();
  await page
    .locator('summary')
    .filter({ hasText: /^Group agreements/ })
    .click();
  await setTimeout(calm);
  const agreements = page.getByRole('textbox', { name: /^Agreement/ });
  const count = await agreements.count();
  await page.getByLabel('What it’s for').click();
  // Four lines move the content below, each control to about the place of another one.
  await page.keyboard.insertText('One\nTwo\nThree\nFour');
  const { x, y } = await centre(button(page, 'Remove agreement 2'));
  await page.mouse.click(x, y);
  await expect(agreements).toHaveCount(count - 1);
});
