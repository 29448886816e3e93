/** A valid link is never reported as invalid, with any mail program, browser or server fault (CON-1). */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromium as executable, switches } from './chromium.ts';
import {
  askIn,
  button,
  choose,
  circleName,
  enter,
  isIn,
  joinButton,
  openLink,
  pageTitle,
} from './doing.ts';
import { expect, picture, test } from './fixtures.ts';

test('CON-1 a garbled link opens, and each cause says its own and is tried again', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const good = circle.invitation;
  const { page } = await people.arrive('Amber Leaf', 'phone');

  for (const link of [
    `${good}%`,
    `${good}%E0`,
    `${good}.`,
    `${good})>`,
    `${good}%E2%80%8B`,
    `${good}”`,
    good.replace(/#.*/, (token) => token.toUpperCase()),
    good.replace('#', '%23'),
    good.replace('/j#', '/#'),
    good.replace('#', '?fbclid=abc#'),
  ]) {
    await page.goto('about:blank');
    await page.goto(link);
    await expect(pageTitle(page), link).toHaveText('Someone sent you a link');
    await expect(page).toHaveURL(/\/j$/);
  }
  await page.goto('about:blank');
  await page.goto(good.slice(0, -5));
  await expect(pageTitle(page)).toHaveText('Part of this link is missing');

  for (const [status, body, said] of [
    [429, '{"code":"too-soon","message":""}', 'Many people are coming in right now'],
    [502, '<html>Bad Gateway</html>', 'The server is away for a moment'],
    [503, '', 'The server is away for a moment'],
    [503, '{"code":"holding-on","message":""}', 'The server needs a moment'],
    [500, '{"code":"fault","message":"","reference":"ABC"}', 'Something went wrong on our side'],
    [200, '<html>Sign in to the Wi-Fi</html>', 'Your network answered instead of us'],
    [0, '', 'We can’t reach the server'],
  ] as const) {
    const failing = '**/api/links/look';
    await page.route(failing, (route) =>
      status === 0 ? route.abort() : route.fulfill({ status, body }),
    );
    await page.goto('about:blank');
    await openLink(page, good);
    await expect(pageTitle(page), said).toHaveText(said);
    await expect(page.getByRole('main').getByText('Your link is fine')).toBeVisible();
    await page.unroute(failing);
    await button(page, 'Try now').click();
    await expect(pageTitle(page)).toContainText(circleName);
    await page.evaluate(() => sessionStorage.clear());
  }

  // The request of the press is retried too; the form is unchanged.
  let asked = 0;
  await page.route('**/api/links/redeem', (route) =>
    ++asked === 1 ? route.fulfill({ status: 503, body: 'away' }) : route.continue(),
  );
  await askIn({ page, name: 'Amber Leaf' }, good);
  await expect(page.getByRole('main').getByText('The server is away for a moment')).toBeVisible();
  await isIn(page);
});

test('CON-1 a browser that blocks cookies uses up no link and creates no member', async ({
  people,
  server,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const folder = mkdtempSync(join(tmpdir(), 'holdspace-blocked-'));
  mkdirSync(join(folder, 'Default'));
  const profile = { default_content_setting_values: { cookies: 2 } };
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify({ profile }));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: executable(),
    args: [...switches],
    baseURL: server.url,
  });
  try {
    const page = await context.newPage();
    await openLink(page, circle.facilitator);
    await expect(pageTitle(page)).toHaveText('This browser blocks cookies');
    await expect(page.getByRole('main').getByText('hasn’t been used up')).toBeVisible();
    await button(page, 'Try now').click();
    await expect(pageTitle(page)).toHaveText('This browser blocks cookies');
    await picture(page, 'cookies-blocked');
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const known = await circle.organiser.circle(circle.id);
  expect(known.people).toEqual([]);
  expect(known.links.find(({ role }) => role === 'facilitator')?.usesLeft).toBe(1);
  const north = await people.arrive('North Star');
  await enter(north, circle.facilitator);
});

test('CON-1 a person can listen in a browser whose storage throws', async ({ people, company }) => {
  const circle = await company.circle({ admit: 'everyone' });
  const north = await company.arrive(circle.facilitator, 'North Star');
  const { page } = await people.arrive('Amber Leaf', 'phone');
  await page.addInitScript(() => {
    const throws = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    for (const name of [
      'sessionStorage',
      'localStorage',
      'indexedDB',
      'caches',
      'BroadcastChannel',
    ])
      Object.defineProperty(window, name, { configurable: true, get: throws });
    Object.defineProperty(Navigator.prototype, 'serviceWorker', {
      configurable: true,
      get: throws,
    });
  });
  await openLink(page, circle.invitation);
  await page.getByLabel('What should we call you here?').fill('Amber Leaf');
  await choose(page.getByRole('checkbox', { name: /^I’ll keep/ }));
  await page.getByText('How you’d like to take part').click();
  await choose(page.getByRole('checkbox', { name: 'Just listening today' }));
  await joinButton(page).click();
  await isIn(page);
  await north.sees(({ people: inside }) =>
    inside.some(({ name, seat }) => name === 'Amber Leaf' && seat === 'listener'),
  );
  await page.reload();
  await isIn(page);
});
