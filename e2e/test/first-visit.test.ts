/** The house is open: its screens come up, for its organiser too, and outlive a power cut. */
import { openLink } from './doing.ts';
import { expect, picture, test } from './fixtures.ts';

test('a stranger on a phone finds the house, and nothing of what is in it', async ({ people }) => {
  const { page } = await people.arrive('somebody', 'phone');
  await page.goto('/');
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await picture(page, 'home-phone');
});

test('the organiser comes in by the printed link, and is known after a power cut', async ({
  people,
  server,
}) => {
  const { page } = await people.arrive('organiser');
  await openLink(page, server.organiserLink);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/\/j(#|$)/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await picture(page, 'organiser-home');

  await server.kill();
  await server.start();
  const { organiser } = await page.evaluate(async () => (await fetch('/api/me')).json());
  expect(organiser).toBe(true);
});
