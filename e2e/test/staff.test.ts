/** Staff on the screens: first start, people, own sign-ins and keys, on one server. */
import { accessibilityFaults } from './axe.ts';
import { button, openCircle, pressFor, shown, signIn, steady } from './doing.ts';
import { expect, picture, test } from './fixtures.ts';
import { focused, goTo, press, takesPresses } from './keyboard-steps.ts';

const sizes = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
  landscape: { width: 844, height: 390 },
} as const;

test('STF-2 the first start leads through its steps, and nothing is lost on the way', async ({
  people,
  server,
}) => {
  const { page } = await people.arrive('organiser', 'phone');
  await signIn(page, server.organiserLink);
  await expect(page.getByRole('heading', { name: 'Getting started' })).toBeVisible();
  await picture(page, 'staff-first-start');
  await page.getByLabel('What others among the staff call you').fill('Ada North');
  await page.reload();
  await expect(page.getByLabel('What others among the staff call you')).toHaveValue('Ada North');
  await pressFor(button(page, 'Save name'), button(page, 'Make a passkey on this device'));
  // The address of the test server is a number, for which no browser makes a passkey.
  await steady(page);
  await button(page, 'Make a passkey on this device').click();
  await expect(shown(page, 'Passkeys need the address of this site.')).toBeVisible();
  await pressFor(button(page, 'Later'), shown(page, 'Everybody in a circle finds helplines'));
  await pressFor(button(page, 'It’s right for us'), shown(page, '2 of 6 done.'));
  await openCircle(page);
  await button(page, 'Done').click();
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await pressFor(
    page.getByRole('link', { name: 'Add a second organiser' }),
    page.getByRole('heading', { name: 'Add somebody' }),
  );
  await expect(page.getByRole('checkbox', { name: 'Organiser' })).toBeChecked();
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await pressFor(button(page, 'Later'), shown(page, 'Left for later: Your passkey'));
});

test('STF-2 somebody is added to the staff by the keyboard alone, and comes in by their link', async ({
  people,
  server,
}) => {
  const { page } = await people.arrive('organiser');
  await signIn(page, server.organiserLink);
  await press(page.getByRole('link', { name: 'People', exact: true }));
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeFocused();
  await press(button(page, 'Add somebody'));
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await page.keyboard.type('Cleo Marchand');
  const onCall = page.getByRole('checkbox', { name: 'On call' });
  await goTo(onCall);
  await takesPresses(onCall);
  await page.keyboard.press('Space');
  await expect(onCall).toBeChecked();
  await press(button(page, 'Add, and make their link'));
  const link = page.getByLabel('One-time link', { exact: true });
  await expect(link).toBeVisible();
  expect(await focused(link)).toBe(true);
  expect(await accessibilityFaults(page, 'people')).toEqual([]);

  const cleo = await people.arrive('Cleo', 'phone');
  await signIn(cleo.page, await link.inputValue());
  await expect(shown(cleo.page, 'The circles you look after')).toBeVisible();
  await expect(cleo.page.getByRole('link', { name: 'People', exact: true })).toHaveCount(0);
  await picture(cleo.page, 'staff-facilitator');
  await cleo.page.goto('/o/people');
  await expect(cleo.page.getByRole('heading', { name: 'There’s nothing here' })).toBeVisible();
});

test('STF-2 the pages of staff fit every window, by day and in the evening', async ({
  people,
  server,
}) => {
  const { page } = await people.arrive('organiser');
  await page.goto('/o');
  const faults: string[] = [];
  const look = async (what: string) => {
    for (const [size, viewport] of Object.entries(sizes)) {
      const colorScheme = size === 'desktop' ? 'dark' : 'light';
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await picture(page, `staff-${what}-${size}`);
      faults.push(...(await accessibilityFaults(page, `${what}, ${size}, ${colorScheme}`)));
    }
  };
  await expect(button(page, 'Sign in with your passkey')).toBeVisible();
  await look('sign-in');
  await signIn(page, server.organiserLink);
  await look('today');
  for (const [name, path] of [
    ['people', '/o/people'],
    ['settings', '/o/settings'],
    ['own', '/o/me'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await look(name);
  }
  expect(faults).toEqual([]);
});
