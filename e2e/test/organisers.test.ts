/** What an organiser revokes, and what the people concerned see. */
import { button, enter, openCircle, pressFor, pressSteady, signIn } from './doing.ts';
import { expect, picture, test } from './fixtures.ts';

test('KEY-4 a removed facilitator is signed out and sees why', async ({ people, server }) => {
  const organiser = await people.arrive('organiser', 'phone');
  const { page } = organiser;
  await signIn(page, server.organiserLink);
  const links = await openCircle(page);
  await button(page, 'Done').click();
  const north = await people.arrive('North Star');
  await enter(north, links.facilitator);
  await page.reload();

  await button(page, /^Remove as facilitator…/).click();
  await expect(page.getByText('is signed out on all devices at once')).toBeFocused();
  await expect(page.getByText('This circle has no other facilitator.')).toBeVisible();
  await picture(page, 'remove-facilitator');
  await button(page, 'Remove as facilitator').click();
  await expect(
    north.page.getByRole('heading', { name: 'You’re no longer a facilitator here' }),
  ).toBeVisible();
  await expect(north.page.getByRole('link', { name: 'Enter my six words' })).toBeHidden();
  await expect(button(page, /^Remove as facilitator…/)).toBeHidden();
});

test('KEY-4 keys are made, shown once and revoked; signing out everywhere ends this too', async ({
  people,
  server,
}) => {
  const { page } = await people.arrive('organiser', 'phone');
  await signIn(page, server.organiserLink);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused();
  await pressFor(button(page, 'Make a key'), button(page, 'Make the key'));
  await page.getByRole('textbox', { name: 'Name of the key' }).fill('Calendar');
  const shown = page.getByLabel('API key', { exact: true });
  await pressFor(button(page, 'Make the key'), shown);
  await expect(shown).toBeFocused();
  const key = await shown.inputValue();
  const ask = () =>
    fetch(`${server.url}/api/circles`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask()).status).toBe(200);
  await picture(page, 'staff-new-key');
  await button(page, 'Done').click();
  await expect(shown).toBeHidden();
  await button(page, /^Revoke…/).click();
  await button(page, 'Revoke key').click();
  await expect(page.getByText('There are no keys.')).toBeVisible();
  expect((await ask()).status).toBe(404);

  await page.getByRole('link', { name: 'You', exact: true }).click();
  await pressFor(button(page, 'Sign out everywhere…'), button(page, 'Sign out everywhere'));
  await pressSteady(button(page, 'Sign out everywhere'));
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeFocused();
});

test('STF-3 the last organiser stays, and the page says why', async ({ people, server }) => {
  const { page } = await people.arrive('organiser', 'phone');
  await signIn(page, server.organiserLink);
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await pressFor(
    page.getByRole('button', { name: /^Change/ }),
    page.getByText('The last organiser can’t be removed'),
  );
  await expect(button(page, /^(Leave the staff|Remove)…/)).toHaveCount(0);
});
