/** The first visit: the start page and the organiser page load, also after the server was killed. */
import { openLink, pageTitle } from './doing.ts';
import { expect, picture, test } from './fixtures.ts';

test('a stranger on a phone sees the start page and nothing about any circle', async ({
  people,
}) => {
  const { page } = await people.arrive('somebody', 'phone');
  await page.goto('/');
  await expect(page.getByRole('main')).toBeVisible();
  await expect(pageTitle(page)).toBeVisible();
  await picture(page, 'home-phone');
});

test('the organiser signs in by the printed link, and stays signed in after the server was killed', async ({
  people,
  server,
}) => {
  const { page } = await people.arrive('organiser');
  await openLink(page, server.organiserLink);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/\/j(#|$)/);
  await expect(pageTitle(page)).toBeVisible();
  await picture(page, 'organiser-home');

  await server.kill();
  await server.start();
  const { organiser } = await page.evaluate(async () => (await fetch('/api/me')).json());
  expect(organiser).toBe(true);
});
