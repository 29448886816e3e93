/**
 * A weekly circle as its organiser carries it on a phone: opened with two facilitators and eight
 * cards, next week's meeting moved, the one after cancelled, the rhythm changed with a look at what
 * that does, paused, resumed, ended and taken back (RHY-1 to RHY-4).
 */
import { CookieJar, linkTokenOf, staffApi } from '@holdspace/client';
import type { Browser, Locator, Page } from '@playwright/test';
import { button, choose, endNotice, pressFor, pressSteady, shown, steady } from './doing.ts';
import { expect, People, picture, test } from './fixtures.ts';
import { PasskeyDevice, underLocalhost } from './passkey-device.ts';
import type { Server } from './server.ts';

const circle = 'Weekly circle';
const zone = 'Europe/Berlin';
const day = 24 * 60 * 60_000;
/** The name of the day so many days from now, as the organiser's phone has it. */
const weekday = (server: Server, days: number) =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: zone }).format(
    server.now + days * day,
  );
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name, exact: true });
/** The meetings on the page of the circle, in their order. */
const meetings = (page: Page) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name: 'Meetings' }) })
    .getByRole('listitem');
const nth = (page: Page, index: number): Locator => meetings(page).nth(index);

interface HouseOfAda {
  readonly people: People;
  readonly page: Page;
}

/** Ada organises on a phone, with a passkey; Ben and Cleo facilitate. */
async function openHouse(browser: Browser, server: Server): Promise<HouseOfAda> {
  const url = underLocalhost(server.url);
  const jar = new CookieJar();
  const house = staffApi({ url, jar });
  await house.redeem({ token: linkTokenOf(server.organiserLink) });
  await house.renameOwnStaff('Ada');
  for (const name of ['Ben', 'Cleo']) await house.addStaff({ name, roles: ['facilitator'] });
  const people = new People(browser, { url });
  const { page } = await people.arrive('Ada', 'phone', { timezoneId: zone });
  const [pair = ''] = jar.header.split('; ');
  const cut = pair.indexOf('=');
  await page.context().addCookies([{ name: pair.slice(0, cut), value: pair.slice(cut + 1), url }]);
  await PasskeyDevice.behind(page);
  await page.goto('/o/me');
  const make = button(page, 'Make a passkey on this device');
  await pressSteady(make);
  await expect(page.getByText(/^made on /)).toBeVisible();
  return { people, page };
}

/** Three steps: eight presses and one name, from the list of circles to the cards. */
async function openWeeklyCircle(page: Page, on: string): Promise<void> {
  await page.goto('/o/circles');
  await page.getByRole('link', { name: 'Open a new circle' }).click();
  await page.getByLabel('Name of the circle').fill(circle);
  await picture(page, 'rhythm-1-about');
  await pressFor(button(page, 'Continue'), page.getByRole('radio', { name: 'Weekly' }));
  await choose(page.getByRole('checkbox', { name: on }));
  await expect(shown(page, `Every ${on}, 19:00 to 20:15, Berlin time`)).toBeVisible();
  const dates = page.getByRole('main').getByRole('listitem');
  await expect(dates).toHaveCount(5);
  await expect(dates.first()).toContainText(new RegExp(`^${on}`));
  await picture(page, 'rhythm-2-when');
  await pressFor(button(page, 'Continue'), page.getByRole('checkbox', { name: 'Ben' }));
  await choose(page.getByRole('checkbox', { name: 'Ben' }));
  await choose(page.getByRole('checkbox', { name: 'Cleo' }));
  await choose(page.getByRole('radio', { name: /^A card for each person/ }));
  await picture(page, 'rhythm-3-who');
  await pressFor(button(page, 'Open the circle'), heading(page, `“${circle}” is open`));
  await expect(page.getByText(/^Looked after by Ben and Cleo/)).toBeVisible();
  await expect(button(page, 'Print 8 cards')).toBeVisible();
  await picture(page, 'rhythm-4-open');
}

test('RHY-3 a weekly circle is opened, moved, cancelled, changed, paused, ended and taken back', async ({
  browser,
  server,
}) => {
  const { people, page } = await openHouse(browser, server);
  // Some days on, so that no meeting begins while it is planned.
  const [on, dayAfter, other] = [3, 4, 5].map((days) => weekday(server, days)) as [
    string,
    string,
    string,
  ];

  const isMoved = new RegExp(`^${dayAfter}.*Moved`);

  await test.step('RHY-1 it is opened in three steps, which keep what was typed', async () => {
    await openWeeklyCircle(page, on);
    // What is shown only now survives a reload.
    await page.reload();
    await expect(button(page, 'Print 8 cards')).toBeVisible();
    await pressFor(button(page, 'Done'), heading(page, circle));
    await expect(shown(page, `Every ${on}, 19:00 to 20:15, Berlin time`)).toBeVisible();
    await expect(meetings(page)).toHaveCount(4);
    await expect(shown(page, '8 cards aren’t used yet')).toBeVisible();
    await picture(page, 'rhythm-5-circle');
  });

  await test.step('RHY-3 next week’s meeting is moved by a day, the one after is cancelled', async () => {
    await pressFor(button(nth(page, 0), /^Move /), button(page, 'Move the meeting'));
    await pressSteady(button(page, 'A day later'));
    await expect(page.getByText(new RegExp(`^Moved: ${dayAfter}`))).toBeVisible();
    await picture(page, 'rhythm-6-move');
    await pressSteady(button(page, 'Move the meeting'));
    await expect(nth(page, 0)).toContainText(isMoved);
    await pressFor(button(nth(page, 1), /^Cancel it /), button(page, 'Cancel this meeting'));
    await page.getByLabel('What members read').fill('Ben and Cleo are both away.');
    // The bar below comes back when the writing ends; it does not catch the press that ends it.
    const cancel = button(page, 'Cancel this meeting');
    await cancel.evaluate((element) => {
      scrollBy(0, element.getBoundingClientRect().bottom - innerHeight);
    });
    await steady(page);
    const { x = 0, y = 0, width = 0, height = 0 } = (await cancel.boundingBox()) ?? {};
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await expect(nth(page, 1)).toContainText('Ben and Cleo are both away.');
    await expect(nth(page, 1)).toContainText('Cancelled');
    await expect(button(nth(page, 1), /^Move /)).toHaveCount(0);
  });

  await test.step('RHY-3 a change says beforehand what it does, and leaves these two alone', async () => {
    await pressFor(button(page, 'Change when it meets'), button(page, 'Change it'));
    const length = page.getByLabel('How long', { exact: true });
    await length.selectOption('90');
    const resized = page.getByText(/meetings get another length$/);
    await expect(resized).toBeVisible();
    await resized.click();
    await picture(page, 'rhythm-7-length');
    await length.selectOption('75');
    await expect(resized).toBeHidden();
    await choose(page.getByRole('checkbox', { name: on }), false);
    await choose(page.getByRole('checkbox', { name: other }));
    await expect(page.getByText('You moved it by hand.')).toBeVisible();
    await expect(page.getByText('You cancelled it.')).toBeVisible();
    await picture(page, 'rhythm-7-change');
    await pressSteady(button(page, 'Change it'));
    await expect(shown(page, `Every ${other}, 19:00 to 20:15, Berlin time`)).toBeVisible();
    await expect(meetings(page).filter({ hasText: isMoved })).toHaveCount(1);
    await expect(meetings(page).filter({ hasText: 'Ben and Cleo are both away.' })).toHaveCount(1);
    await expect(meetings(page).filter({ hasText: new RegExp(`^${other}`) })).not.toHaveCount(0);
  });

  await test.step('RHY-4 it is paused until a date, and resumed', async () => {
    await pressFor(button(page, 'Pause it…'), button(page, 'Pause the circle'));
    await expect(page.getByText(/planned meetings? (is|are) left out/)).toBeVisible();
    await picture(page, 'rhythm-8-pause');
    await pressSteady(button(page, 'Pause the circle'));
    await expect(shown(page, /^The circle is paused\. Meetings/)).toBeVisible();
    await expect(meetings(page).filter({ hasText: 'Left out by the pause' })).not.toHaveCount(0);
    await pressSteady(button(page, 'Resume now'));
    await expect(shown(page, /^The circle is paused\. Meetings/)).toBeHidden();
    await expect(meetings(page).filter({ hasText: 'Left out by the pause' })).toHaveCount(0);
    await expect(meetings(page).filter({ hasText: 'Ben and Cleo are both away.' })).toHaveCount(1);
  });

  await test.step('RHY-4 STF-4 ending asks twice and for the passkey, and is taken back', async () => {
    // The proof of before is too old by now.
    await server.letDaysPass(1);
    await page.reload();
    await pressFor(button(page, 'End this circle…'), page.getByLabel('Closing words'));
    await page.getByLabel('Closing words').fill('Thank you for two good years.');
    await pressFor(button(page, 'Continue'), page.getByRole('heading', { name: /^Really end/ }));
    await picture(page, 'rhythm-9-end');
    await pressSteady(button(page, 'End this circle'));
    await pressSteady(button(page, 'Use my passkey'));
    await expect(endNotice(page)).toBeVisible();
    await page.reload();
    await picture(page, 'rhythm-10-ending');
    await pressSteady(button(page, 'Take it back'));
    await expect(endNotice(page)).toBeHidden();
    await expect(meetings(page).filter({ hasText: new RegExp(`^${other}`) })).not.toHaveCount(0);
  });

  await people.goHome();
  expect(people.complaints, 'printed by the page').toEqual([]);
});
