/** Leave now as one person sees it: at once, from every page, and the return. */
import type { Page } from '@playwright/test';
import { button, circleName, composer, met, pageTitles } from './doing.ts';
import { expect, type Person, test } from './fixtures.ts';

/** A page on this machine, so that the tests need no network. */
const away = 'http://127.0.0.1:9/weather';
test.use({ settings: { HOLDSPACE_LEAVE_TO: away } });

/** The address of the harmless page; the test answers the request. */
async function harmless({ page }: Person): Promise<void> {
  await page
    .context()
    .route(away, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Weather</h1>' }));
}

const cookies = async (page: Page) => (await page.context().cookies()).map(({ name }) => name);

test('PRV-9 Leave now leaves nothing here, Back does not return, and the circle learns nothing', async ({
  people,
  server,
}) => {
  const heron = await people.arrive('Quiet Heron', 'phone');
  await harmless(heron);
  const { facilitator } = await met(people, server.organiserLink, heron);
  const { page } = heron;
  const circle = page.url();

  await composer(page).fill('Nobody may ever find this here');
  await page.reload();
  await expect(composer(page)).toHaveValue('Nobody may ever find this here');
  const before = await page.evaluate(() => history.length);
  expect(await cookies(page)).not.toEqual([]);

  // An open sheet is above everything; it closes too.
  await button(page, 'You in this circle').click();
  await page.evaluate(() => document.querySelector<HTMLElement>('a[href="/leave"]')?.click());
  await expect(page.getByRole('heading', { name: 'Weather' })).toBeVisible();
  await expect.poll(() => cookies(page)).toEqual([]);
  expect(await page.evaluate(() => history.length)).toBe(before);

  // The seat is kept, and other people learn nothing.
  await expect(
    facilitator.page.getByRole('list', { name: 'In the circle' }).getByText('stepped out'),
  ).toBeAttached();

  await page.goBack();
  expect(page.url()).not.toContain('/c/');
  await expect(page.getByText(circleName)).toHaveCount(0);

  await page.goto(circle);
  await expect(page.getByRole('heading', { name: 'You’re not signed in here' })).toBeVisible();
  expect(
    await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage })),
  ).not.toMatch(/Nobody may ever|Quiet Heron|#/);
  await expect(page.getByText(circleName)).toHaveCount(0);
});

test('EXIT-1 Shift three times leaves from anywhere, and a capital letter does not count', async ({
  people,
  server,
}) => {
  const amber = await people.arrive('Amber Leaf');
  await harmless(amber);
  await met(people, server.organiserLink, amber);
  const { page } = amber;

  await composer(page).click();
  await page.keyboard.press('Shift');
  await page.keyboard.press('Shift+A');
  await page.keyboard.press('Shift');
  await expect(page.getByRole('status').getByText('twice more')).toBeAttached();
  await page.keyboard.press('Shift');
  await expect(page.getByRole('status').getByText('once more')).toBeAttached();
  await expect(composer(page)).toHaveValue('A');
  await page.keyboard.press('Shift');
  await expect(page.getByRole('heading', { name: 'Weather' })).toBeVisible();
  await expect.poll(() => cookies(page)).toEqual([]);
});

test('EXIT-1 Leave now needs no network', async ({ people, server }) => {
  const amber = await people.arrive('Amber Leaf');
  await harmless(amber);
  await met(people, server.organiserLink, amber);
  const { page } = amber;
  await composer(page).fill('A draft');
  amber.line.cut();
  await page.getByRole('link', { name: 'Leave now' }).first().click();
  await expect(page.getByRole('heading', { name: 'Weather' })).toBeVisible();
  await expect(page.getByText(circleName)).toHaveCount(0);
  await expect(composer(page)).toHaveCount(0);

  // Support opens without a network, from what the service worker keeps.
  await page.goto('/support');
  await expect(pageTitles(page)).toHaveText([/Support/]);
  amber.line.mend();
  await expect.poll(() => cookies(page)).toEqual([]);
});
