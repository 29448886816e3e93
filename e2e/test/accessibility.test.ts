/**
 * Accessibility: axe finds no violation on any screen in any state, in the light and the dark theme,
 * in narrow and wide windows, and no content is wider than the window.
 */
import type { Page } from '@playwright/test';
import { accessibilityFaults, violationsByDriver } from './axe.ts';
import {
  askIn,
  button,
  isIn,
  joinButton,
  letIn,
  message,
  openCircle,
  openLink,
  pageTitle,
  say,
  signIn,
  startRound,
} from './doing.ts';
import { expect, test } from './fixtures.ts';
import { buildGallery } from './gallery-site.ts';

const widths = [320, 390, 1280] as const;
const themes = ['light', 'dark'] as const;

/** Waits until fades have ended: half faded text has too little contrast. */
const atRest = (page: Page) =>
  page.evaluate(() => {
    for (const each of document.getAnimations()) {
      if (Number.isFinite(each.effect?.getComputedTiming().endTime)) each.finish();
    }
  });

/** The same screen, narrow and wide, in the light and the dark theme in turn. */
let turn = 0;
async function everywhere(
  page: Page,
  what: string,
  wide: readonly number[] = [320, 1280],
): Promise<readonly string[]> {
  const all: string[] = [];
  const before = page.viewportSize();
  turn += 1;
  for (const [index, width] of wide.entries()) {
    const colorScheme = themes[(turn + index) % 2] ?? 'light';
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: width === 1280 ? 800 : 700 });
    all.push(...(await accessibilityFaults(page, `${what}, ${colorScheme}, ${width} px`)));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
  return all;
}

test('the accessibility check finds violations', async ({ people }) => {
  const { page } = await people.arrive('somebody');
  await page.setContent('<main><h1>Faulty</h1><img src="data:," style="width:2000px"></main>');
  expect((await accessibilityFaults(page, 'here')).join()).toMatch(
    /image-alt.*px wide in a window/,
  );
  const alone = (await accessibilityFaults(page, 'here')).filter(
    (each) => !each.includes('px wide'),
  );
  expect(alone).toHaveLength((await violationsByDriver(page)).length);
});

test('every screen on the way through a meeting is without violations', async ({
  people,
  server,
}) => {
  const found: string[] = [];
  const look = async (page: Page, what: string, wide?: readonly number[]) => {
    found.push(...(await everywhere(page, what, wide)));
  };
  // The console is beside the circle in wide windows, and in a sheet in narrow ones.
  const lookWide = (what: string) => look(north.page, `facilitator, ${what}`, [1024, 1280]);
  const north = await people.arrive('North Star');
  const amber = await people.arrive('Amber Leaf');
  const { page } = amber;
  const lead = north.page;
  for (const path of [
    '/',
    '/support',
    '/safety',
    '/agreements',
    '/privacy',
    '/o',
    '/j',
    '/back',
    '/signed-out',
    '/nowhere',
  ]) {
    await page.goto(path);
    await expect(pageTitle(page)).not.toBeEmpty();
    await look(page, path);
  }
  await signIn(lead, server.organiserLink);
  await look(lead, 'organiser, first time');
  const links = await openCircle(lead, (what) => look(lead, `new circle, ${what}`));
  await button(lead, 'Done').click();
  await button(lead, 'Make a link').click();
  await look(lead, 'circle of the organiser');
  await lead.getByRole('link', { name: 'Your circles' }).click();
  await expect(lead.getByRole('heading', { name: 'Your circles' })).toBeVisible();
  await look(lead, 'organiser');

  await lead.goto(links.facilitator);
  await expect(button(lead, 'Open my invitation')).toBeVisible();
  await look(lead, 'link, not opened yet');
  await button(lead, 'Open my invitation').click();
  await expect(button(lead, 'Come in')).toBeVisible();
  await look(lead, 'invitation of a facilitator');
  await askIn(north, links.facilitator);
  await isIn(lead);
  await openLink(page, links.invitation);
  await joinButton(page).click();
  await page.getByText('How you’d like to take part').click();
  await look(page, 'invitation, not agreed yet');
  await askIn(amber, links.invitation);
  await expect(button(lead, 'Let in Amber Leaf')).toBeVisible();
  await look(page, 'waiting room');
  await lookWide('somebody waits');
  await lead.setViewportSize({ width: 390, height: 844 });
  await button(lead, /^Lead/).click();
  for (const tab of ['Needs you', 'People', 'Floor', 'Meeting', 'Team']) {
    await lead.getByRole('tab', { name: tab }).click();
    await look(lead, `facilitator, ${tab}`, [320, 390]);
  }
  await lead.keyboard.press('Escape');
  await lead.setViewportSize({ width: 1280, height: 800 });
  await letIn(lead, 'Amber Leaf');
  await isIn(page);
  await button(lead, 'Begin').click();
  await button(lead, 'Start main part').click();
  await say(page, 'Hello.');
  await startRound(lead, 'What helped you this week?', 'Amber Leaf');
  await expect(button(page, 'I’d like to share')).toBeVisible();
  await look(page, 'offered');
  await lookWide('offered');
  await button(page, 'I’d like to share').click();
  await say(page, 'A walk.');
  await look(page, 'held');
  await message(page, 'A walk.').press('Enter');
  await look(page, 'what can be done with a message');
  await page.keyboard.press('Escape');
  await button(lead, 'For Amber Leaf').click();
  await lookWide('a person’s menu');
  await button(lead, 'Mute…').click();
  await button(lead, 'Mute').click();
  await lookWide('mute, not filled in');
  await lead.keyboard.press('Escape');
  await button(page, 'Support').click();
  await look(page, 'support');
  await page.keyboard.press('Escape');
  await button(page, 'You in this circle').click();
  await look(page, 'one’s own part');
  await button(page, 'Text, theme and screen reader').click();
  await look(page, 'settings');
  await page.keyboard.press('Escape');
  await button(page, 'You in this circle').click();
  await button(page, 'Your devices and return code').click();
  await expect(page.getByRole('heading', { name: 'Where you’re signed in' })).toBeVisible();
  await look(page, 'devices and return code');
  await button(page, 'Sign out here').click();
  await look(page, 'signing out, asked again');
  await page.keyboard.press('Escape');
  await button(page, 'Done').click();
  await button(lead, 'Start closing').click();
  await button(lead, 'Close the circle…').first().click();
  await button(lead, 'Close it for everyone').click();
  await expect(page.getByRole('heading', { name: 'Thank you for being here' })).toBeVisible();
  await look(page, 'closing');
  await lookWide('closed');
  expect(found).toEqual([]);
});

/** Whole screens: each in the light theme at one width and in the dark theme at another. */
const looks = themes.flatMap((theme, step) =>
  widths.map((width, at) => ({ theme, width, of: (3 + at - step) % 3 })),
);

/** Every other screen of the gallery, at each of its looks, on a page of its own. */
async function walk(page: Page, part: 0 | 1): Promise<readonly string[]> {
  await page.goto('/gallery');
  const states = page.getByRole('region');
  await expect(states).not.toHaveCount(0);
  const screens = await states
    .filter({ hasNot: page.locator('[data-state]') })
    .getByRole('heading')
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(screens.length).toBeGreaterThan(20);
  // Parts of screens are on the page itself, whole screens at addresses of their own.
  const found = part === 0 ? [...(await everywhere(page, 'gallery', widths))] : [];
  for (const { theme, width, of } of looks) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 800 });
    for (const [index, screen] of screens.entries()) {
      if (index % 3 !== of || Math.floor(index / 3) % 2 !== part) continue;
      // The page is not loaded again, so axe stays injected.
      await page.evaluate((address) => history.pushState(null, '', address), screen);
      await expect(page.locator('h1').filter({ visible: true })).toHaveCount(1);
      await atRest(page);
      found.push(...(await accessibilityFaults(page, `${screen}, ${theme}, ${width} px`)));
    }
  }
  return found;
}

test('every state of the gallery is without violations', async ({ people }) => {
  test.setTimeout(900_000);
  // Two browsers check at the same time: one alone leaves half of a machine idle.
  const gallery = await buildGallery();
  const open = async (name: string) => {
    const { page } = await people.arrive(name, 'desktop', { serviceWorkers: 'block' });
    await gallery.serve(page);
    return page;
  };
  const [first, second] = [await open('one'), await open('another')];
  const found = await Promise.all([walk(first, 0), walk(second, 1)]);
  gallery.remove();
  expect(found.flat()).toEqual([]);
});
