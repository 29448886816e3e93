/**
 * A weekly circle from its kit to its end (RHY-1, RHY-3, RHY-4, RHY-6, CVR-2, AGR-2): Ada organises,
 * Ben and Cleo facilitate, Dora stands in. Two of the ten members have a phone, the others none.
 */
import type { Page } from '@playwright/test';
import {
  askIn,
  button,
  choose,
  endNotice,
  joinButton,
  pressFor,
  pressSteady,
  shown,
} from './doing.ts';
import { expect, type Person, picture, test } from './fixtures.ts';
import { day, LongCircle, minute, type Visitor, zone } from './long-circle.ts';

const circleName = 'Lantern circle';
const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true });

const weekday = (at: number) =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: zone }).format(at);

/** From the kit to the page of the circle; answers the invitation. */
async function openFromKit(page: Page, on: string): Promise<string> {
  await page.goto('/o/circles/new');
  await page.getByLabel('Name of the circle').fill(circleName);
  await pressFor(button(page, 'Start from a kit'), button(page, /^Check-in circle/));
  await pressFor(button(page, /^Check-in circle/), button(page, 'Use this kit'));
  await picture(page, 'six-weeks-kit');
  await pressSteady(button(page, 'Use this kit'));
  await expect(page.getByText('From the kit “Check-in circle”')).toBeVisible();
  await expect(page.getByLabel('Name of the circle')).toHaveValue(circleName);
  await pressFor(button(page, 'Continue'), page.getByRole('radio', { name: 'Weekly' }));
  await expect(page.getByRole('radio', { name: 'Weekly' })).toBeChecked();
  await choose(page.getByRole('checkbox', { name: on }));
  if (on !== 'Tuesday') await choose(page.getByRole('checkbox', { name: 'Tuesday' }), false);
  await expect(shown(page, `Every ${on}, 19:00 to 20:00, Berlin time`)).toBeVisible();
  await pressFor(button(page, 'Continue'), page.getByRole('checkbox', { name: 'Ben' }));
  for (const name of ['Ben', 'Cleo', 'Dora']) {
    await choose(page.getByRole('checkbox', { name }));
  }
  await page.getByLabel('Seats for people who share').fill('8');
  await pressFor(button(page, 'Open the circle'), heading(page, `“${circleName}” is open`));
  await expect(page.getByText(/^Looked after by .* and /)).toBeVisible();
  const invitation = page.getByLabel('Invitation link', { exact: true });
  const link = await invitation.inputValue();
  await pressFor(button(page, 'Done'), heading(page, circleName));
  return link;
}

/** Resolves when the server has them: seats are given in the order of joining. */
async function join(person: Person, invitation: string): Promise<void> {
  await askIn(person, invitation);
  await expect(person.page).toHaveURL(/\/c\//);
}

/** The rows of the meetings on the organiser's page, in their order. */
const meetings = (page: Page) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name: 'Meetings' }) })
    .getByRole('listitem');

test('RHY-1 six weeks of a circle, from a kit to its end', async ({ browser, server }) => {
  test.setTimeout(900_000);
  const story = new LongCircle(browser, server);
  const ada = await story.ada();
  let [ben, cleo] = [await story.facilitator('Ben'), await story.facilitator('Cleo')];
  let dora = await story.facilitator('Dora');
  const members: Visitor[] = [];
  const heron = await story.phone('Quiet Heron');
  const amber = await story.phone('Amber Leaf');
  const look = (person: Person) => person.page.goto(`/c/${story.circle}/place`);

  await test.step('KIT-1 it is opened from a kit, eight seats for ten members', async () => {
    const invitation = await openFromKit(ada, weekday(server.now + 3 * day));
    story.circle = new URL(ada.url()).pathname.split('/').at(-1) ?? '';
    [ben, cleo] = [await story.enters(ben), await story.enters(cleo)];
    const joined = () => members.length + 1;
    await join(heron, invitation);
    while (members.length < 7) members.push(await story.member(`Member ${joined()}`, invitation));
    await join(amber, invitation);
    members.push(await story.member(`Member ${joined()}`, invitation));
    await ada.reload();
    await expect(shown(ada, 'Covered').first()).toBeVisible();
    await picture(ada, 'six-weeks-circle');
  });

  await test.step('RHY-6 somebody says not this time, and the list moves up', async () => {
    await look(heron);
    await look(amber);
    const [eighth] = members.slice(-1);
    await expect(shown(heron.page, 'You have a seat.')).toBeVisible();
    await expect(shown(amber.page, 'You’re waiting for a seat.').first()).toBeVisible();
    await pressSteady(button(heron.page, /^Not this time/).first());
    await expect(shown(heron.page, 'You said: not this time.')).toBeVisible();
    await picture(heron.page, 'six-weeks-not-this-time');
    await amber.page.reload();
    await expect(shown(amber.page, 'You have a seat.')).toBeVisible();
    if (eighth) expect((await story.place(eighth)).seat).toBe('waiting');
  });

  await test.step('RHY-3 one is moved, one cancelled, and the place page says so', async () => {
    await pressFor(button(meetings(ada).nth(1), /^Move /), button(ada, 'Move the meeting'));
    await pressSteady(button(ada, 'A day later'));
    await pressSteady(button(ada, 'Move the meeting'));
    await expect(meetings(ada).nth(1)).toContainText('Moved');
    await pressFor(
      button(meetings(ada).nth(2), /^Cancel it /),
      ada.getByLabel('What members read'),
    );
    await ada.getByLabel('What members read').fill('The house is closed.');
    await pressFor(
      button(ada, 'Cancel this meeting'),
      meetings(ada)
        .nth(2)
        .filter({ hasText: /Cancelled/ }),
    );
    await look(heron);
    const dates = heron.page.getByRole('listitem');
    await expect(dates.filter({ hasText: 'Moved to here' })).toHaveCount(1);
    await expect(dates.filter({ hasText: 'The house is closed.' })).toContainText('Cancelled');
    await dates.filter({ hasText: 'The house is closed.' }).scrollIntoViewIfNeeded();
    await picture(heron.page, 'six-weeks-dates');
  });

  await test.step('RHY-6 the first meeting; nothing is remembered of who did not come', async () => {
    await story.goOnTo(minute);
    await story.meet([ben, cleo], members.slice(0, 3));
    await story.goOn(day);
    await look(heron);
    await expect(shown(heron.page, 'You have a seat.')).toBeVisible();
    await expect(shown(heron.page, 'This meeting was moved to here.')).toBeVisible();
    await look(amber);
    await expect(shown(amber.page, 'You’re waiting for a seat.').first()).toBeVisible();
    await story.goOnTo(minute);
    await story.meet([ben, cleo], members.slice(2, 4));
    await story.goOn(day);
    await look(heron);
    await expect(shown(heron.page, /^Cancelled: /)).toBeVisible();
    await picture(heron.page, 'six-weeks-cancelled');
  });

  await test.step('CVR-2 Cleo can’t, and Dora covers', async () => {
    const [hers, doras] = [
      await story.phone('Cleo', cleo.jar),
      await story.phone('Dora', dora.jar),
    ];
    for (const { page } of [hers, doras]) await page.goto('/o/meetings');
    await expect(shown(doras.page, /^Nothing right now/)).toBeVisible();
    await pressSteady(button(hers.page, /^I can’t this time/).first());
    await expect(shown(hers.page, /^It’s noted for/)).toBeVisible();
    await picture(hers.page, 'six-weeks-cannot');
    await ada.reload();
    await expect(meetings(ada).filter({ hasText: 'Half covered: 1 of 2' })).toHaveCount(1);
    await doras.page.reload();
    await expect(button(doras.page, /^I can \(/)).toBeVisible();
    await picture(doras.page, 'six-weeks-asked');
    await pressSteady(button(doras.page, /^I can \(/));
    await expect(shown(doras.page, /^You carry Lantern circle, .* Thank you\.$/)).toBeVisible();
    await picture(doras.page, 'six-weeks-covers');
    await ada.reload();
    await expect(meetings(ada).filter({ hasText: 'Half covered' })).toHaveCount(0);
    await expect(meetings(ada).filter({ hasText: 'Covered' }).first()).toBeVisible();
  });

  await test.step('AGR-3 a member proposes, another answers, a facilitator puts it into force', async () => {
    const agreements = (page: Page) => page.locator('summary', { hasText: 'Our agreements' });
    const proposed = 'We put our phones aside.';
    await look(heron);
    await pressSteady(agreements(heron.page));
    await pressSteady(button(heron.page, 'Propose a change…'));
    await heron.page.getByLabel('The new agreement').fill(proposed);
    await pressFor(button(heron.page, 'Propose it'), shown(heron.page, /^Proposed: something new/));
    await look(amber);
    await expect(agreements(amber.page)).toContainText('1 proposal to answer');
    await pressSteady(agreements(amber.page));
    await choose(amber.page.getByRole('radio', { name: 'I can live with it' }));
    await expect(shown(amber.page, /^0 yes, 1 can live with it, 0 not yet, of /)).toBeVisible();
    await picture(amber.page, 'six-weeks-proposal');
    const bens = await story.phone('Ben', ben.jar);
    await look(bens);
    await pressSteady(agreements(bens.page));
    await pressFor(button(bens.page, 'Put it into force…'), button(bens.page, 'Yes, for everyone'));
    await pressSteady(button(bens.page, 'Yes, for everyone'));
    await look(heron);
    await expect(heron.page.getByRole('definition').getByText(proposed)).toBeVisible();
    await pressFor(
      button(heron.page, 'I agree'),
      heron.page.getByText(/^You have a seat\.$/).first(),
    );
    await ada.reload();
  });

  await test.step('AGR-2 the agreements change in meaning, and everybody is asked', async () => {
    await pressFor(button(ada, 'Change the agreements'), button(ada, 'Add an agreement'));
    await pressSteady(button(ada, 'Add an agreement'));
    await ada.getByRole('textbox', { name: 'Agreement 8' }).fill('We begin on time.');
    await expect(ada.getByRole('radio', { name: /^The meaning/ })).toBeChecked();
    const nobody = ada.getByText(/^0 of \d+ members have agreed to them\.$/);
    await pressFor(button(ada, 'Save the agreements'), nobody);
    await look(heron);
    await expect(shown(heron.page, 'Our agreements changed')).toBeVisible();
    await expect(heron.page.getByRole('definition').getByText('We begin on time.')).toBeVisible();
    await picture(heron.page, 'six-weeks-agreements');
    await pressSteady(button(heron.page, 'I agree'));
    await expect(shown(heron.page, 'Our agreements changed')).toBeHidden();
    // At the door it comes before the way in.
    await story.goOnTo(minute);
    await look(amber);
    await expect(shown(amber.page, /^The doors are open\. Please read first/)).toBeVisible();
    await picture(amber.page, 'six-weeks-agreements-door');
    await pressFor(button(amber.page, 'I agree'), joinButton(amber.page));
    // RHY-6: said before the press.
    await expect(shown(amber.page, /^You listen for now\./)).toBeVisible();
    await picture(amber.page, 'six-weeks-way-in');
    await pressSteady(joinButton(amber.page));
    await expect(heading(amber.page, 'You’re in the waiting room')).toBeVisible();
    await picture(amber.page, 'six-weeks-entered');
    dora = await story.enters(dora);
    const present = members.slice(0, 2);
    for (const each of [ben, ...present]) {
      expect((await story.place(each)).agreements.changed).toBe(true);
      await story.agrees(each);
    }
    await story.meet([ben, dora], present);
    await expect(heading(amber.page, 'Thank you for being here')).toBeVisible();
  });

  await test.step('RHY-4 a pause over the holidays, and taken back early', async () => {
    await story.goOn(day);
    await ada.reload();
    await pressFor(button(ada, 'Pause it…'), button(ada, 'Pause the circle'));
    const paused = shown(ada, /^The circle is paused\. Meetings/);
    await pressFor(button(ada, 'Pause the circle'), paused);
    await look(heron);
    await expect(shown(heron.page, 'The circle is taking a break')).toBeVisible();
    await picture(heron.page, 'six-weeks-paused');
    await story.goOn(8 * day);
    await ada.reload();
    await pressSteady(button(ada, 'Resume now'));
    await expect(paused).toBeHidden();
    await look(heron);
    await expect(shown(heron.page, 'The circle is taking a break')).toBeHidden();
    await expect(shown(heron.page, 'You have a seat.')).toBeVisible();
  });

  await test.step('RHY-4 its end, with words to it', async () => {
    const words = 'Thank you for these weeks.';
    await pressFor(button(ada, 'End this circle…'), ada.getByLabel('Closing words'));
    await ada.getByLabel('Closing words').fill(words);
    await pressFor(button(ada, 'Continue'), ada.getByRole('heading', { name: /^Really end/ }));
    await pressSteady(button(ada, 'End this circle'));
    await pressSteady(button(ada, 'Use my passkey'));
    await expect(endNotice(ada)).toBeVisible();
    await look(heron);
    await expect(shown(heron.page, 'The circle is coming to its end')).toBeVisible();
    await expect(shown(heron.page, words)).toBeVisible();
    await picture(heron.page, 'six-weeks-ending');
    await story.agrees(cleo);
    await story.goOnTo(minute);
    await story.meet([ben, cleo], members.slice(0, 2));
    await story.goOn(day);
    // It ends a moment after the server has started, and the page asks again only each minute.
    await expect(async () => {
      await look(heron);
      await expect(shown(heron.page, 'This circle has ended')).toBeVisible({ timeout: 2000 });
    }).toPass();
    await expect(shown(heron.page, words)).toBeVisible();
    await expect(shown(heron.page, 'When we meet next')).toBeHidden();
    await picture(heron.page, 'six-weeks-ended');
    await ada.reload();
    await expect(shown(ada, /^This circle has ended/)).toBeVisible();
    await picture(ada, 'six-weeks-circle-ended');
  });

  await story.people.goHome();
  expect(story.people.complaints, 'printed by the pages').toEqual([]);
});
