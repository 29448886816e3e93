/**
 * Leave now on a host that is not localhost, over http and over https: with any state of server
 * and network, all tabs leave at once, and nothing that stays in the browser opens anything.
 */
import { expect, test } from '@playwright/test';
import { circleName, composer, pageTitle, pageTitles } from './doing.ts';
import {
  BrowserProfile,
  comeIn,
  isAway,
  LeaveNowSite,
  leaveNow,
  readRemains,
  type Scheme,
  typeAndLeave,
} from './leave-now-site.ts';

const name = 'Quiet Heron';
const draft = 'He hears me typing this';
/** Several times the number of requests that joining needs. */
const requests = 150;

interface LeaveVisit {
  readonly site: LeaveNowSite;
  readonly profile: BrowserProfile;
  readonly circle: { readonly id: string; readonly invitation: string };
}

/** A person is in a circle on their own phone. */
async function visit(scheme: Scheme, act: (there: LeaveVisit) => Promise<void>): Promise<void> {
  const site = await LeaveNowSite.open(scheme, { HOLDSPACE_REQUESTS: `${requests}` });
  const profile = new BrowserProfile();
  try {
    await act({ site, profile, circle: await site.circle() });
  } finally {
    await profile.remove();
    await site.close();
  }
}

for (const scheme of ['http', 'https'] as const) {
  test(`EXIT-1 EXIT-2 over ${scheme} all tabs leave at once, also with a draft, with used up requests and sixty cookies`, async () => {
    await visit(scheme, async ({ site, profile, circle }) => {
      const context = await profile.open();
      const [page = await context.newPage()] = context.pages();
      await comeIn(page, circle.invitation, name);
      const other = await context.newPage();
      await other.goto(`${site.url}/c/${circle.id}`);
      await expect(other.getByRole('heading', { name: circleName })).toBeVisible();
      expect(await other.title()).toBe('Notes');

      // Cookies of an old version, which had one for each circle.
      const old = scheme === 'https' ? '__Host-hs-' : 'hs-';
      await context.addCookies(
        Array.from({ length: 60 }, (_, count) => ({
          ...{ name: `${old}${'c'.repeat(20)}${count}`, value: 'e'.repeat(280), httpOnly: true },
          ...{ domain: 'evening.test', path: '/', secure: scheme === 'https' },
        })),
      );
      let status = 200;
      while (status !== 429) status = (await fetch(`${site.server.url}/api/me`)).status;

      await page.bringToFront();
      await typeAndLeave(page, draft);
      await Promise.all([isAway(page, site), isAway(other, site)]);
      await expect.poll(async () => (await readRemains(context, site.url)).cookies).toEqual([]);
      const left = await readRemains(context, site.url);
      expect(Object.keys(left.local).toSorted()).toEqual(['links', 'tidy']);
      expect(left.session).toEqual({});
      expect(left.caches.filter((each) => !each.startsWith('shell-'))).toEqual([]);
      expect(await page.evaluate(() => window.name)).toBe('');

      // Support and the Leave now address load over the request limit too.
      await page.goto(`${site.url}/support`);
      await expect(pageTitles(page)).toHaveText([/Support/]);
      await page.goto(`${site.url}/leave`);
      await isAway(page, site);
    });
  });

  test(`EXIT-1 EXIT-3 over ${scheme} Leave now does not wait for a server that hangs or is stopped`, async () => {
    await visit(scheme, async ({ site, profile, circle }) => {
      const context = await profile.open();
      const [page = await context.newPage()] = context.pages();
      await comeIn(page, circle.invitation, name);
      await composer(page).fill(draft);

      await test.step('a server that hangs: the request outlives the page and ends the cookie later', async () => {
        site.server.pause();
        await leaveNow(page).click();
        await isAway(page, site);
        site.server.resume();
        await expect
          .poll(async () => (await context.cookies(site.url)).map((each) => each.name))
          .toEqual([]);
      });

      const second = await site.circle();
      await comeIn(page, second.invitation, name);
      const other = await context.newPage();
      await other.goto(`${site.url}/c/${second.id}`);
      await expect(other.getByRole('heading', { name: circleName })).toBeVisible();
      await test.step('a stopped server: the next start shows nothing before the cookie has ended', async () => {
        await site.server.kill();
        await leaveNow(other).click();
        await Promise.all([isAway(page, site), isAway(other, site)]);
        expect(await context.cookies(site.url)).not.toEqual([]);

        await site.server.start();
        const held = Promise.withResolvers<void>();
        await context.route('**/api/sign-out', async (route) => {
          await held.promise;
          await route.continue();
        });
        const asked = page.waitForRequest('**/api/sign-out');
        await page.goto(`${site.url}/c/${second.id}`);
        await asked;
        await expect(pageTitle(page)).toHaveText('One moment');
        expect(await page.content()).not.toContain(circleName);
        held.resolve();
        await expect(pageTitle(page)).toHaveText('You’re not signed in here');
        expect(await context.cookies(site.url)).toEqual([]);
      });
    });
  });

  test(`EXIT-1 EXIT-3 over ${scheme} without a network, with Back, Forward and restored tabs`, async () => {
    await visit(scheme, async ({ site, profile, circle }) => {
      let context = await profile.open();
      const [page = await context.newPage()] = context.pages();
      await comeIn(page, circle.invitation, name);
      // The browser does not restore a page that was left by the address from its memory.
      await page.goto(site.harmless);
      await page.goBack();
      await expect(composer(page)).toBeVisible();
      await page.goto(`${site.url}/safety`);
      await page.goBack();
      await expect(composer(page)).toBeVisible();

      await context.setOffline(true);
      await typeAndLeave(page, draft);
      // What the browser says about a page that cannot be reached names the other host alone.
      await expect.poll(() => page.url()).toMatch(/^chrome-error:|^about:blank/);
      await expect(page.locator('html')).not.toContainText(/evening|Holdspace|Heron|Tuesday/);
      await context.setOffline(false);

      for (const way of [() => page.goForward(), () => page.goBack(), () => page.goBack()]) {
        await way().catch(() => null);
        await expect(composer(page)).toHaveCount(0);
        expect(await page.content()).not.toMatch(/Heron|Tuesday|He hears/);
      }
      await profile.close();
      context = await profile.open('--restore-last-session', '--hide-crash-restore-bubble');
      for (const again of context.pages()) {
        await again.waitForLoadState();
        await expect(composer(again)).toHaveCount(0);
        expect(await again.content()).not.toMatch(/Heron|Tuesday|He hears/);
        expect(await again.title()).not.toMatch(/Heron|Tuesday|Holdspace/);
      }
      const fresh = await context.newPage();
      await fresh.goto(`${site.url}/c/${circle.id}`);
      await expect(pageTitle(fresh)).toHaveText('You’re not signed in here');
      expect((await readRemains(context, site.url)).cookies).toEqual([]);
    });
  });
}
