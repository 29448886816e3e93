/** What an organiser revokes, and what the people concerned see. */
import { button, enter, openCircle, signIn } from './doing.ts';
import { expect, picture, test } from './fixtures.ts';

test('KEY-4 a removed facilitator is signed out and sees why', async ({ people, server }) => {
  test.setTimeout(120_000);
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

test('KEY-4 keys are made, shown once and revoked; the last organiser stays', async ({
  people,
  server,
}) => {
  const { page } = await people.arrive('organiser', 'phone');
  await signIn(page, server.organiserLink);
  await page.getByRole('link', { name: /^Organisers/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Organisers' })).toBeFocused();
  await expect(page.getByText('The last organiser can’t be removed')).toBeVisible();
  await expect(button(page, /^(Dismiss|Stop organising)/)).toHaveCount(0);

  await button(page, 'Make a key').click();
  const shown = page.getByLabel('API key', { exact: true });
  await expect(shown).toBeFocused();
  const key = await shown.inputValue();
  const ask = () =>
    fetch(`${server.url}/api/circles`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask()).status).toBe(200);
  await picture(page, 'organisers');
  await button(page, 'Done').click();
  await expect(shown).toBeHidden();
  await button(page, /^Revoke…/).click();
  await button(page, 'Revoke key').click();
  await expect(page.getByText('There are no keys.')).toBeVisible();
  expect((await ask()).status).toBe(404);

  await button(page, 'Sign out everywhere…').click();
  await button(page, 'Sign out everywhere').click();
  await expect(page.getByRole('heading', { name: 'This page is for organisers' })).toBeFocused();
});
