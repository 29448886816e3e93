/** Links are closed until a press, and used ones stay closed in the same browser. */
import type { Page } from '@playwright/test';
import { askIn, button, choose, circleName, isIn, joinButton, pageTitle } from './doing.ts';
import { expect, test } from './fixtures.ts';

const away = 'http://127.0.0.1:9/weather';
test.use({ settings: { HOLDSPACE_LEAVE_TO: away } });

const used = 'This link was used in this browser before';

async function leave(page: Page): Promise<void> {
  await page.context().route(away, (route) => route.fulfill({ body: 'Weather' }));
  await page.getByRole('link', { name: 'Leave now' }).first().click();
  await page.waitForURL(away);
}

/** The whole content of the page, with its title. */
const pageContent = async (page: Page) => `${await page.title()} ${await page.content()}`;

test('PRV-8 before a press a link sends no request and names no person', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const { page } = await people.arrive('scanner', 'phone');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const organiserLink = circle.facilitator.replace(/#.*/, '#organiserlinkorganiserlink');
  for (const link of [circle.invitation, circle.facilitator, organiserLink]) {
    await page.goto('about:blank');
    await page.goto(link);
    await expect(pageTitle(page)).toHaveText('Someone sent you a link');
    await expect(page).toHaveURL(/\/j$/);
    await page.waitForLoadState('networkidle');
    expect(await pageContent(page)).not.toMatch(/Tuesday|look after somebody|North Star/);
  }
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
  await page.goto(circle.invitation);
  await button(page, 'Open my invitation').click();
  await expect(pageTitle(page)).toContainText(circleName);
  expect(await page.title()).toBe('Notes');
});

test('EXIT-4 after joining, the same link opens only a neutral page in this browser, also after Leave now', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  // A name that is never suggested.
  const heron = await people.arrive('Zephyrine', 'phone');
  const { page } = heron;
  await askIn(heron, circle.invitation);
  await isIn(page);
  const member = async () =>
    (await page.evaluate(async () => (await fetch('/api/me')).json())).circles[0]?.member;
  const before = await member();

  await page.goto(circle.invitation);
  await expect(pageTitle(page)).toHaveText(used);
  expect(await pageContent(page)).not.toMatch(/Tuesday|Zephyrine/);
  await button(page, 'It was me. Let me back in').click();
  await isIn(page);

  // Another person on the same device joins, and not under the previous membership.
  await page.goto(circle.invitation);
  await page.getByText('It was someone else').click();
  await button(page, 'Join as someone new').click();
  await expect(page.getByLabel('What should we call you here?')).not.toHaveValue('Zephyrine');
  expect(await member()).toBeUndefined();

  await leave(page);
  await page.goto(circle.invitation);
  await expect(pageTitle(page)).toHaveText(used);
  expect(await pageContent(page)).not.toMatch(/Tuesday|Zephyrine/);
  await button(page, 'It was me. Let me back in').click();
  await expect(pageTitle(page)).toHaveText('Come back with your six words');

  // After Leave now too, another person joins as a new person.
  await page.goto(circle.invitation);
  await page.getByText('It was someone else').click();
  await button(page, 'Join as someone new').click();
  const name = page.getByLabel('What should we call you here?');
  await expect(name).not.toHaveValue('Zephyrine');
  await name.fill('Soft Hill');
  await choose(page.getByRole('checkbox', { name: /^I’ll keep what is said here/ }));
  await joinButton(page).click();
  await isIn(page);
  expect(await member()).not.toBe(before);
});

test('EXIT-4 a link that was looked at is closed by Leave now', async ({ people, company }) => {
  const circle = await company.circle();
  const { page } = await people.arrive('Quiet Heron');
  await page.goto(circle.invitation);
  await button(page, 'Open my invitation').click();
  await expect(pageTitle(page)).toContainText(circleName);
  await leave(page);
  await page.goto(circle.invitation);
  await expect(pageTitle(page)).toHaveText(used);
});

test('PRV-8 a garbled address shows a page', async ({ people }) => {
  const { page } = await people.arrive('somebody');
  for (const address of ['/j#%', '/j#%E0%A4%A', '/c/%25', '/o/circles/%25', '/back#%', '/#%']) {
    await page.goto('about:blank');
    await page.goto(address);
    await expect(pageTitle(page), address).not.toBeEmpty();
  }
});

test('EXIT-5 every tab is called the same, unless the person chooses otherwise', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const heron = await people.arrive('Quiet Heron');
  const { page } = heron;
  for (const path of ['/', '/support', '/safety', '/back', '/j', '/o', '/c/abc', '/nowhere']) {
    await page.goto(path);
    await expect(pageTitle(page)).not.toBeEmpty();
    await expect(page, path).toHaveTitle('Notes');
  }
  await askIn(heron, circle.invitation);
  await isIn(page);
  await expect(page).toHaveTitle('Notes');
  await button(page, 'You in this circle').click();
  await button(page, 'Text, theme and screen reader').click();
  await choose(page.getByRole('checkbox', { name: 'Show the circle’s name in the tab' }));
  await expect(page).toHaveTitle(circleName);
  await page.reload();
  await expect(page).toHaveTitle(circleName);
});
