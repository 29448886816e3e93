/**
 * Leave now and the next user of the browser: they get nothing of the person before,
 * however that person left, and another site cannot sign a person out.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { expect, type Page, type Request, test } from '@playwright/test';
import { button, choose, composer, isIn, joinButton, pageTitle } from './doing.ts';
import {
  BrowserProfile,
  comeIn,
  isAway,
  LeaveNowSite,
  leaveNow,
  type Scheme,
} from './leave-now-site.ts';

const used = 'This link was used in this browser before';
const notOpen = 'You’re not signed in here';

interface NextUserVisit {
  readonly site: LeaveNowSite;
  readonly profile: BrowserProfile;
  readonly circle: { readonly id: string; readonly invitation: string };
}

async function visit(scheme: Scheme, act: (there: NextUserVisit) => Promise<void>): Promise<void> {
  const site = await LeaveNowSite.open(scheme);
  const profile = new BrowserProfile();
  try {
    await act({ site, profile, circle: await site.circle() });
  } finally {
    await profile.remove();
    await site.close();
  }
}

/** Names of what this tab stores about a circle. */
const keysOf = (page: Page, circle: string) =>
  page.evaluate((id) => Object.keys(sessionStorage).filter((key) => key.includes(id)), circle);

const workerLeads = (page: Page) =>
  page.waitForFunction(() => navigator.serviceWorker.controller !== null);

test('EXIT-3 the Leave now address without a server ends the cookie before the next start shows anything', async () => {
  await visit('https', async ({ site, profile, circle }) => {
    const context = await profile.open();
    const [page = await context.newPage()] = context.pages();
    await comeIn(page, circle.invitation, 'Quiet Heron');
    await workerLeads(page);
    const other = await context.newPage();
    await other.goto(`${site.url}/c/${circle.id}`);
    await isIn(other);
    await site.server.kill();
    // Both tabs get the message and leave, this one before its own answer arrives.
    await page.goto(`${site.url}/leave`).catch(() => null);
    await Promise.all([isAway(page, site), isAway(other, site)]);

    await site.server.start();
    await page.goto(`${site.url}/c/${circle.id}`);
    await expect(pageTitle(page)).toHaveText(notOpen);
    expect(await context.cookies(site.url)).toEqual([]);
  });
});

test('EXIT-3 another site cannot sign a person out by the Leave now address', async () => {
  const elsewhere = createServer((_, answer) =>
    answer.setHeader('content-type', 'text/html').end('<p>Elsewhere'),
  );
  elsewhere.listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  await visit('https', async ({ site, profile, circle }) => {
    const context = await profile.open();
    const [page = await context.newPage()] = context.pages();
    await comeIn(page, circle.invitation, 'Quiet Heron');
    await workerLeads(page);
    const hostile = await context.newPage();
    await hostile.goto(`http://hostile.test:${(elsewhere.address() as AddressInfo).port}/`);
    await hostile.evaluate((address) => location.assign(address), `${site.url}/leave`);
    await isAway(hostile, site);
    await page.bringToFront();
    await page.reload();
    await isIn(page);

    // The person's own press on the plain link, and the address they type, do.
    const typed = await context.newPage();
    await typed.goto(`${site.url}/leave`);
    await isAway(typed, site);
    await expect.poll(() => context.cookies(site.url)).toEqual([]);
  });
  elsewhere.close();
  elsewhere.closeAllConnections();
});

test('EXIT-1 a press of the middle button leaves like any other press', async () => {
  await visit('http', async ({ site, profile, circle }) => {
    const context = await profile.open();
    const [page = await context.newPage()] = context.pages();
    await comeIn(page, circle.invitation, 'Quiet Heron');
    await composer(page).fill('He comes up the stairs');
    await leaveNow(page).click({ button: 'middle' });
    await isAway(page, site);
    await expect.poll(() => context.cookies(site.url)).toEqual([]);
    expect(context.pages()).toHaveLength(1);
  });
});

/** A proxy between browser and server that holds back the answer to joining until `letGo`. */
async function slowJoining(site: LeaveNowSite) {
  const { port } = new URL(site.server.url);
  const { promise: free, resolve: letGo } = Promise.withResolvers<void>();
  const between = createTcpServer((near) => {
    const far = connect(Number(port), '127.0.0.1');
    let before: Promise<unknown> = Promise.resolve();
    near.on('data', (asked) => {
      if (asked.includes('POST /api/links/redeem')) before = free;
    });
    near.pipe(far);
    far.on('data', (answer) => {
      before = before.then(() => near.write(answer));
    });
    for (const end of [near, far]) {
      end.on('error', () => undefined);
      end.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
  });
  between.listen(0, '127.0.0.1');
  await once(between, 'listening');
  const url = `http://evening.test:${(between.address() as AddressInfo).port}`;
  return { url, letGo, close: () => between.close() };
}

test('EXIT-2 an answer that arrives after the press signs no tab in', async () => {
  const slow = createServer(() => undefined);
  slow.listen(0, '127.0.0.1');
  await once(slow, 'listening');
  const harmless = `http://weather.test:${(slow.address() as AddressInfo).port}/`;
  const site = await LeaveNowSite.open('http', { HOLDSPACE_LEAVE_TO: harmless });
  const between = await slowJoining(site);
  const profile = new BrowserProfile();
  try {
    const { invitation } = await site.circle();
    const context = await profile.open();
    const [page = await context.newPage()] = context.pages();
    const other = await context.newPage();
    await other.goto(`${between.url}/safety`);
    await page.goto(between.url + new URL(invitation).pathname + new URL(invitation).hash);
    await button(page, 'Open my invitation').click();
    await choose(page.getByRole('checkbox', { name: /^I’ll keep what is said here/ }));
    const isJoining = (request: Request) => request.url().endsWith('/redeem');
    const asked = page.waitForRequest(isJoining);
    const ended = page.waitForEvent('requestfailed', isJoining);
    await joinButton(page).click();
    await asked;
    await other.evaluate(() => document.querySelector<HTMLElement>('a[href="/leave"]')?.click());
    await ended;
    between.letGo();
    await Promise.all([page.waitForURL('about:blank'), other.waitForURL('about:blank')]);
    expect(await context.cookies(between.url)).toEqual([]);
  } finally {
    await profile.remove();
    between.close();
    await site.close();
    slow.close();
    slow.closeAllConnections();
  }
});

test('EXIT-4 Leave now on the page of a link closes this link in the browser', async () => {
  await visit('http', async ({ site, profile, circle }) => {
    const context = await profile.open();
    const [page = await context.newPage()] = context.pages();
    await page.goto(circle.invitation);
    site.server.pause();
    await button(page, 'Open my invitation').click();
    await leaveNow(page).click();
    await isAway(page, site);
    site.server.resume();
    await page.goto(circle.invitation);
    await expect(pageTitle(page)).toHaveText(used);
  });
});

test('EXIT-2 the next person in the same tab gets no words of the person before', async () => {
  await visit('http', async ({ profile, circle }) => {
    const context = await profile.open();
    const [page = await context.newPage()] = context.pages();
    await comeIn(page, circle.invitation, 'Quiet Heron');
    await composer(page).fill('A draft of Quiet Heron');
    await button(page, 'Support').click();
    await page.getByLabel('Message (optional)').fill('Help for Quiet Heron');
    await page.keyboard.press('Escape');
    await page.goto(circle.invitation);
    await page.getByText('It was someone else').click();
    await button(page, 'Join as someone new').click();
    await page.getByLabel('What should we call you here?').fill('Soft Hill');
    await choose(page.getByRole('checkbox', { name: /^I’ll keep what is said here/ }));
    await joinButton(page).click();
    await isIn(page);
    await expect(composer(page)).toHaveValue('');
    await button(page, 'Support').click();
    await expect(page.getByLabel('Message (optional)')).toHaveValue('');
  });
});

test('EXIT-2 a tab forgets its words when its sign-in has ended elsewhere', async () => {
  await visit('http', async ({ site, profile, circle }) => {
    const context = await profile.open();
    const [page = await context.newPage()] = context.pages();
    await comeIn(page, circle.invitation, 'Quiet Heron');
    await composer(page).fill('A draft of Quiet Heron');
    await expect.poll(() => keysOf(page, circle.id)).toContain(`draft.${circle.id}`);
    const other = await context.newPage();
    await other.goto(`${site.url}/leave`);
    await isAway(other, site);
    await page.bringToFront();
    await expect(pageTitle(page)).toHaveText(notOpen);
    await expect.poll(() => keysOf(page, circle.id)).toEqual([]);
  });
});
