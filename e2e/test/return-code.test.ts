/**
 * The return code and the sign-ins of one person, on a phone and on a desktop: storing the code,
 * typing it in another browser, notices, a new code, and signing out everywhere.
 */
import { completions } from '@holdspace/protocol/codes';
import type { Page } from '@playwright/test';
import {
  askIn,
  button,
  composer,
  isIn,
  letIn,
  openCircle,
  pressFor,
  returnCodeOn,
  signIn,
} from './doing.ts';
import { type Device, expect, type People, picture, test } from './fixtures.ts';
import { goTo, press, pressButton } from './keyboard-steps.ts';
import type { Server } from './server.ts';

const devices = (page: Page) => page.getByRole('dialog', { name: 'Your devices and return code' });
const words = (page: Page) => page.getByRole('list', { name: 'Your return code' });

const codeOn = async (page: Page): Promise<string> => (await returnCodeOn(page)).join(' ');

async function openDevices(page: Page): Promise<void> {
  await button(page, 'You in this circle').click();
  await button(page, 'Your devices and return code').click();
  await expect(
    devices(page).getByRole('heading', { name: 'Where you’re signed in' }),
  ).toBeVisible();
}

/** A circle, and a member whose page shows the six words of the return code. */
async function joined(people: People, server: Server, device: Device) {
  const north = await people.arrive('North Star');
  await signIn(north.page, server.organiserLink);
  const links = await openCircle(north.page);
  await askIn(north, links.facilitator);
  const amber = await people.arrive('Amber Leaf', device);
  await askIn(amber, links.invitation);
  await expect(
    amber.page.getByRole('heading', { name: 'You’re in the waiting room' }),
  ).toBeVisible();
  const code = await codeOn(amber.page);
  return { north, amber, links, code };
}

/** The place of a word that the field offers by its first three letters; it offers four at most. */
const placeOfOffered = (code: readonly string[]): number =>
  code.findIndex((word) => word.length > 3 && completions(word.slice(0, 3), 4).includes(word));

async function typeCode(page: Page, typed: string): Promise<void> {
  await page.goto('/back');
  await page.getByLabel('Your six words').fill(typed);
  await button(page, 'Come back').click();
}

for (const device of ['phone', 'desktop'] as const) {
  test(`KEY-3 a person keeps the six words and returns with them in another browser, on a ${device}`, async ({
    people,
    server,
  }) => {
    const { north, amber, code } = await joined(people, server, device);
    const { page } = amber;

    await test.step('the words survive a reload, and are removed when the person dismisses them', async () => {
      await page.reload();
      expect(await codeOn(page)).toBe(code);
      await letIn(north.page, 'Amber Leaf');
      await isIn(page);
      await button(page, 'Show the words').click();
      expect(await codeOn(page)).toBe(code);
      await picture(page, `return-code-${device}`);
      await button(page.getByRole('dialog'), 'Not now').click();
      await expect(button(page, 'Keep showing')).toBeFocused();
      await button(page, 'Keep showing').click();
      await button(page, 'I’ve written it down').click();
      await expect(words(page)).toBeHidden();
      await page.keyboard.press('Escape');
      await page.reload();
      await isIn(page);
      await expect(button(page, 'Show the words')).toBeHidden();
    });

    const other = await people.arrive('Amber Leaf elsewhere', device);
    await test.step('all wrong codes get the same answer, and a misspelt word is marked', async () => {
      const [first = '', ...rest] = code.split(' ');
      await typeCode(other.page, [...rest, first].join(' '));
      await expect(other.page.getByRole('alert').first()).toContainText('These words don’t work');
      await other.page
        .getByLabel('Your six words')
        .fill(`${first} qqqq ${rest.slice(1).join(' ')}`);
      await expect(other.page.getByText('Word 2 isn’t in our list.').first()).toBeVisible();
      await button(other.page, 'Come back').click();
      await expect(other.page.getByLabel('Your six words')).toBeFocused();
      await picture(other.page, `come-back-${device}`);
    });
    await test.step('typed in another form, it brings the same person back', async () => {
      const written = code
        .split(' ')
        .map((word, at) => `${at + 1}. ${word.toUpperCase()}`)
        .join('\n');
      await typeCode(other.page, written);
      await isIn(other.page);
    });

    await test.step('the first device shows a notice, and a new code signs the other one out', async () => {
      await page.reload();
      await expect(page.getByText('Your return code was used on another device.')).toBeVisible();
      await button(page, 'Check devices').click();
      const sheet = devices(page);
      await expect(sheet.getByText('Another device', { exact: true })).toBeVisible();
      await picture(page, `devices-${device}`);
      await composer(other.page).fill('Half a sentence');
      await button(sheet, 'Make a new code').click();
      await button(sheet, 'Make the code').click();
      const fresh = await codeOn(page);
      expect(fresh).not.toBe(code);
      await expect(
        other.page.getByRole('heading', { name: 'This device was signed out' }),
      ).toBeVisible();
      await expect(other.page.getByText('Tuesday evening circle')).toHaveCount(0);
      await picture(other.page, `signed-out-${device}`);
      await button(page, 'I’ve written it down').click();
      await page.keyboard.press('Escape');
      await isIn(page);
      await typeCode(other.page, code);
      await expect(other.page.getByRole('alert').first()).toContainText('These words don’t work');
      await typeCode(other.page, fresh);
      await isIn(other.page);
      await expect(composer(other.page)).toHaveValue('Half a sentence');
    });

    await test.step('KEY-2 a device that signed in by the code says why it makes no new one', async () => {
      await openDevices(other.page);
      await expect(
        other.page.getByText('You can’t make a new code on this device yet'),
      ).toBeVisible();
    });
  });
}

test('KEY-2 signing out everywhere ends both browsers, and forgets drafts', async ({
  people,
  server,
}) => {
  const { north, amber, code } = await joined(people, server, 'phone');
  const other = await people.arrive('Amber Leaf elsewhere');
  await letIn(north.page, 'Amber Leaf');
  await isIn(amber.page);
  await typeCode(other.page, code);
  await isIn(other.page);
  await composer(other.page).fill('Nobody may read this');
  await openDevices(amber.page);
  const sheet = devices(amber.page);
  const asked = sheet.getByText('This signs out all your devices at once');
  await pressFor(button(sheet, 'Sign out everywhere'), asked);
  await expect(asked).toBeFocused();
  await button(sheet, 'Yes, sign out everywhere').click();
  await expect(amber.page.getByRole('heading', { name: 'You’re signed out' })).toBeFocused();
  await expect(
    other.page.getByRole('heading', { name: 'You’re signed out on all devices' }),
  ).toBeVisible();
  await typeCode(other.page, code);
  await isIn(other.page);
  await expect(composer(other.page)).toHaveValue('');
});

test('KEY-2 signing out here by the keyboard alone; the code still opens', async ({
  people,
  server,
}) => {
  const { amber, code } = await joined(people, server, 'desktop');
  const { page } = amber;
  await pressButton(page, 'Your devices and return code');
  await expect(
    devices(page).getByRole('heading', { name: 'Your devices and return code' }),
  ).toBeFocused();
  await pressButton(page, 'Sign out here');
  await pressButton(page, 'Stay signed in');
  await expect(button(page, 'Sign out here')).toBeFocused();
  await pressButton(page, 'Sign out here');
  await pressButton(page, 'Yes, sign out here');
  await expect(page.getByRole('heading', { name: 'You’re signed out' })).toBeFocused();
  await goTo(page.getByRole('link', { name: 'Enter my six words' }));
  await page.keyboard.press('Enter');
  await goTo(page.getByLabel('Your six words'));
  const all = code.split(' ');
  const at = placeOfOffered(all);
  const [before, word = '', rest] = [all.slice(0, at), all[at], all.slice(at + 1)];
  await page.keyboard.type([...before, word.slice(0, 3)].join(' '));
  await press(button(page, word));
  await expect(page.getByLabel('Your six words')).toBeFocused();
  await expect(page.getByLabel('Your six words')).toHaveValue(`${[...before, word].join(' ')} `);
  await page.keyboard.type(rest.map((each) => each.slice(0, 4)).join(' '));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'You’re in the waiting room' })).toBeVisible();
});
