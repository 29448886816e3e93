/**
 * What a Chromium profile holds on the disk after a whole visit (PRV-8, EXIT-2, EXIT-4): its
 * history, form history, session files, caches and storage are read as bytes.
 */
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { Company, type Other } from './company.ts';
import { button, choose, composer, isIn, joinButton, message, pageTitle } from './doing.ts';
import { BrowserProfile, isAway, LeaveNowSite, leaveNow } from './leave-now-site.ts';
import { findTexts, findTokens } from './profile-scan.ts';

/** No other text of the pages or of the browser has these. */
const secrets = {
  circle: 'Lighthouse Quorum',
  purpose: 'Zinnia and Quartz by the shore',
  person: 'Zephyrine Quill',
  other: 'Ysolde Quartermain',
  facilitator: 'Octavian Brook',
  words: 'Xylophones kept me awake',
  heard: 'Yarrow grows where I was afraid',
  draft: 'Quinces I never sent',
  help: 'Juniper stairs, second floor',
} as const;

/** The other people, the same for both visits. */
async function circleOf(site: LeaveNowSite, company: Company) {
  const { id, facilitator, invitation } = await company.circle({ admit: 'everyone' }, 75, {
    name: secrets.circle,
    purpose: secrets.purpose,
  });
  const north = await company.arrive(facilitator, secrets.facilitator);
  await north.act({ do: 'begin' });
  await north.act({ do: 'set-phase', phase: 'body' });
  return { id, north, invitation: site.at(invitation) };
}

/** A whole visit: link, joining, messages, return code, settings, a form, a draft. */
async function visit(page: Page, north: Other, link: string, shared: boolean): Promise<string> {
  const name = shared ? secrets.other : secrets.person;
  await page.goto(link);
  await button(page, 'Open my invitation').click();
  await page.getByLabel('What should we call you here?').fill(name);
  await choose(page.getByRole('checkbox', { name: /^I’ll keep what is said here/ }));
  if (shared) {
    await page.getByText('How you’d like to take part').click();
    await choose(page.getByRole('checkbox', { name: 'I’m on a shared device' }));
  }
  const redeemed = page.waitForResponse('**/api/links/redeem');
  await joinButton(page).click();
  const answer: Record<string, string> = await (await redeemed).json();
  await isIn(page, secrets.circle);
  await north.act({ do: 'say', text: secrets.heard });
  await expect(message(page, secrets.heard)).toBeVisible();
  await composer(page).fill(secrets.words);
  await button(page, 'Send').click();
  await expect(message(page, secrets.words)).toBeVisible();
  await button(page, 'You in this circle').click();
  await button(page, 'Text, theme and screen reader').click();
  await choose(page.getByRole('radio', { name: 'Evening' }));
  await page.keyboard.press('Escape');
  await button(page, 'Support').click();
  await page.getByLabel('Message (optional)').fill(secrets.help);
  await page.keyboard.press('Escape');
  await page.reload();
  await isIn(page, secrets.circle);
  await composer(page).fill(secrets.draft);
  await page.reload();
  await expect(composer(page)).toHaveValue(secrets.draft);
  return answer['returnCode'] ?? answer['returnLink']?.split('#')[1] ?? '';
}

const first = async (context: BrowserContext) => context.pages()[0] ?? (await context.newPage());

/** A page of the same origin that stores everything it should not; the scan must find all of it. */
async function keepsEverything(control: BrowserProfile, site: LeaveNowSite): Promise<void> {
  const page = await first(await control.open());
  await page.goto(`${site.url}/icon.svg`);
  await page.evaluate(
    ({ circle, person, words, draft }) => {
      localStorage.setItem('control', circle);
      sessionStorage.setItem('control', person);
      history.pushState(words, '', `#${draft.replaceAll(' ', '-')}`);
    },
    { ...secrets },
  );
  await page.goto(`${site.url}/support`);
  await page.evaluate(async (title) => {
    document.title = title;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }, secrets.heard);
  await page.goto(site.harmless);
  await control.close();
  const hits = findTexts(control.folder, [
    secrets.circle,
    secrets.person,
    secrets.words,
    secrets.draft.replaceAll(' ', '-'),
    secrets.heard,
  ]).join('\n');
  expect(hits).toMatch(/Local Storage.*: Lighthouse Quorum/);
  expect(hits).toMatch(/Session Storage.*: Zephyrine Quill/);
  expect(hits).toMatch(/Sessions.*: Xylophones kept me awake/);
  expect(hits).toMatch(/History.*: Quinces-I-never-sent/);
  expect(hits).toMatch(/History.*: Yarrow grows/);
}

test('PRV-8 EXIT-4 a browser profile on the disk names no person, and the link opens nothing in it', async () => {
  const site = await LeaveNowSite.open('http');
  const company = new Company(site.server);
  const left = new BrowserProfile();
  const closed = new BrowserProfile();
  const control = new BrowserProfile();
  const stranger = new BrowserProfile();
  try {
    const { id, north, invitation } = await circleOf(site, company);
    const token = invitation.split('#')[1] ?? '';

    await test.step('a visit that ends with Leave now', async () => {
      const page = await first(await left.open());
      const back = await visit(page, north, invitation, false);
      expect(back).not.toBe('');
      const key = await page.evaluate(() => window.name);
      expect(key).toMatch(/^[\w+/]{43}=$/);
      await leaveNow(page).click();
      await isAway(page, site);
      await left.close();
      expect(findTexts(left.folder, [...Object.values(secrets), back, key])).toEqual([]);
      expect(findTokens(left.folder, token.length)).toEqual([token]);
    });

    await test.step('a visit on a shared device, where the browser was closed', async () => {
      const page = await first(await closed.open());
      const back = await visit(page, north, invitation, true);
      const key = await page.evaluate(() => window.name);
      await closed.close();
      expect(findTexts(closed.folder, [...Object.values(secrets), back, key])).toEqual([]);
      expect(findTokens(closed.folder, token.length)).toEqual([token]);
    });

    await test.step('neither browser opens anything afterwards', async () => {
      for (const profile of [left, closed]) {
        const context = await profile.open();
        const page = await first(context);
        await page.goto(invitation);
        await expect(pageTitle(page)).toHaveText('This link was used in this browser before');
        await expect(page.getByText(secrets.circle)).toHaveCount(0);
        await page.goto(`${site.url}/c/${id}`);
        await expect(pageTitle(page)).toHaveText('You’re not signed in here');
        await profile.close();
      }
    });

    await test.step('in another browser the link asks for a new name', async () => {
      const page = await first(await stranger.open());
      await page.goto(invitation);
      await button(page, 'Open my invitation').click();
      await expect(page.getByLabel('What should we call you here?')).not.toHaveValue(
        secrets.person,
      );
      await expect(page.getByText(secrets.person)).toHaveCount(0);
    });

    await test.step('the control: the scan finds stored texts', async () => {
      // The browser writes its history with a delay of its own, so one visit may be too short.
      await expect(() => keepsEverything(control, site)).toPass({ timeout: 60_000 });
    });
  } finally {
    company.goHome();
    for (const profile of [left, closed, control, stranger]) await profile.remove();
    await site.close();
  }
});
