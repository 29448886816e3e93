/**
 * The place page (RHY-7): where a return code and the start page lead, the way in when the doors are
 * open, what is shown without a connection, and that *Leave now* leaves nothing of it.
 */
import type { Page } from '@playwright/test';
import { accessibilityFaults } from './axe.ts';
import { askIn, button, circleName, isIn, joinButton, pageTitle, returnCodeOn } from './doing.ts';
import { expect, picture, test } from './fixtures.ts';
import { press, pressButton } from './keyboard-steps.ts';
import { startScreenReaderLog } from './screen-reader-log.ts';

const isThere = async (page: Page) => {
  await expect(pageTitle(page)).toHaveText(circleName);
  await expect(page.getByRole('heading', { name: 'When we meet next' })).toBeVisible();
};
const placeAddress = (circle: string) => `/c/${circle}/place`;

/** Leaves the meeting and keeps the membership. */
async function leaveMeeting(page: Page): Promise<void> {
  await button(page, 'You in this circle').click();
  const sheet = page.getByRole('dialog');
  await button(sheet, 'Leave the circle').click();
  await button(sheet.getByRole('group', { name: 'Leave the circle' }), 'Leave the circle').click();
  await expect(pageTitle(page)).toHaveText('You’ve left the circle');
}

test('RHY-7 the way back leads to the place page, and one press leads in', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  await company.arrive(circle.facilitator, 'North Star');
  const heron = await people.arrive('Quiet Heron', 'phone');
  const { page } = heron;
  await askIn(heron, circle.invitation);
  await isIn(page);
  await leaveMeeting(page);

  await test.step('from the page after leaving, and from the start page after a press', async () => {
    await page.getByRole('link', { name: /^All dates/ }).click();
    await isThere(page);
    await page.goto('/');
    await expect(page.getByText(circleName)).toHaveCount(0);
    await button(page, 'Show my circles').click();
    await page.getByRole('link', { name: new RegExp(circleName) }).click();
    await isThere(page);
    await expect(pageTitle(page)).toBeFocused();
    expect(await page.title()).toBe('Notes');
    expect(page.url()).not.toMatch(/Tuesday|Heron/);
  });

  await test.step('the way in is in sight on a phone, upright and on its side, and on a desktop', async () => {
    for (const [width, height] of [
      [390, 844],
      [844, 390],
      [1280, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => window.scrollTo(0, 0));
      await expect(joinButton(page)).toBeInViewport({ ratio: 1 });
      await picture(page, `place-${width}x${height}`);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(page, `place page, ${colorScheme}`)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  });

  await test.step('one press', async () => {
    await joinButton(page).click();
    await isIn(page);
  });

  await test.step('who is in the meeting goes straight on into it, on another device too', async () => {
    await page.goto(placeAddress(circle.id));
    await isIn(page);
  });
});

test('RHY-7 without a connection the place page shows what it knew, and Leave now takes it away', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  await company.arrive(circle.facilitator, 'North Star');
  const heron = await people.arrive('Quiet Heron', 'phone');
  const { page, line } = heron;
  await askIn(heron, circle.invitation);
  await isIn(page);
  await leaveMeeting(page);
  await page.goto(placeAddress(circle.id));
  await isThere(page);
  // The worker keeps the parts of the page before the connection goes.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.evaluate(() => navigator.serviceWorker.ready);

  line.cut();
  await page.reload();
  await isThere(page);
  await expect(
    page.getByText(/^This is what we knew here: (Today|Yesterday), /).first(),
  ).toBeVisible();
  await picture(page, 'place-offline');

  await page.getByRole('link', { name: 'Leave now' }).first().click();
  await expect(page.getByText(circleName)).toHaveCount(0);
  line.mend();
  await page.goto(placeAddress(circle.id));
  await expect(pageTitle(page)).toHaveText(/You’re (not signed in|signed out) here/);
  await expect(page.getByText(circleName)).toHaveCount(0);
});

test('RHY-7 a return code leads to the place page in another browser', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  await company.arrive(circle.facilitator, 'North Star');
  const heron = await people.arrive('Quiet Heron', 'phone');
  await askIn(heron, circle.invitation);
  await isIn(heron.page);
  await button(heron.page, 'Show the words').click();
  const words = await returnCodeOn(heron.page);
  await heron.page.keyboard.press('Escape');
  await leaveMeeting(heron.page);

  const other = await people.arrive('Quiet Heron elsewhere', 'phone');
  const heard = await startScreenReaderLog(other.page);
  await other.page.goto('/back');
  await other.page.getByLabel('Your six words').fill(words.join(' '));
  await button(other.page, 'Come back').click();
  await isThere(other.page);

  await test.step('RHY-5 by the keyboard: a calendar address is made, read and ended', async () => {
    const { page } = other;
    await press(page.locator('summary', { hasText: 'Put the dates into my calendar' }));
    await pressButton(page, 'Make my calendar address');
    const address = page.getByLabel('Your calendar address', { exact: true });
    await expect(address).toBeFocused();
    const url = await address.inputValue();
    const calendar = await fetch(url);
    expect(calendar.headers.get('content-type')).toMatch(/^text\/calendar/);
    const lines = await calendar.text();
    expect(lines).toContain('SUMMARY:Appointment');
    expect(lines).not.toContain(circleName);
    await pressButton(page, 'End the calendar address');
    await pressButton(page, 'Yes, end it');
    const again = button(page, 'Make my calendar address');
    await expect(again).toBeFocused();
    expect((await fetch(url)).status).toBe(404);
    for (const words of [
      'Your calendar address is shown below.',
      'The calendar address no longer works.',
    ]) {
      await expect.poll(() => heard.words.filter((line) => line === words)).toHaveLength(1);
    }
  });

  await test.step('PRV-11 leaving for good asks twice, then nothing opens any more', async () => {
    const { page } = other;
    await page.getByRole('button', { name: /^Leave this circle for good/ }).click();
    await button(page, 'I want to leave for good').click();
    await button(page, 'Yes, delete me now').click();
    await expect(pageTitle(page)).toHaveText('Welcome');
    await expect(page.getByText(/^You’ve left that circle for good\./).first()).toBeVisible();
    expect(new URL(page.url()).hash).toBe('');
    await picture(page, 'place-left-for-good');
    await page.goto(placeAddress(circle.id));
    await expect(pageTitle(page)).toHaveText(/You’re (not signed in|signed out) here/);
  });
});
