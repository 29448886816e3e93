/**
 * The facilitator's screen at its fullest: eight people, a running round, two hands up, a call for
 * help, somebody at the threshold. What has to be pressed first is in sight, nothing lies over
 * anything, and all of it goes by keyboard. The pictures of it are kept in docs/screens/ by
 * `npm run screens` in this folder.
 */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Company } from './company.ts';
import { askIn, button, isIn, say, startRound } from './doing.ts';
import { expect, type People, test } from './fixtures.ts';

const kept = process.env.HOLDSPACE_SCREENS;
const folder = join(import.meta.dirname, '..', '..', kept ? 'docs' : 'artefacts', 'screens');

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

async function fullCircle(people: People, company: Company): Promise<Page> {
  const circle = await company.circle({ helpAlert: '10m', offer: '10m', turn: '4m' });
  const north = await people.arrive('North Star');
  const lead = north.page;
  await askIn(north, circle.facilitator);
  await isIn(lead);
  const come = (name: string, seat?: 'listener') => company.arrive(circle.invitation, name, seat);
  const amber = await come('Amber Leaf');
  const moon = await come('Little Moon');
  const stone = await come('River Stone');
  await come('Quiet Heron');
  const hill = await come('Soft Hill');
  await come('Bright Seed');
  const wave = await come('Far Wave', 'listener');
  await button(lead, 'Let everyone in').click();
  await wave.sees(({ mine }) => mine.whereabouts === 'in');
  await button(lead, 'Begin').click();
  await say(lead, 'Welcome. It is good that you are here, each of you.');
  await button(lead, 'Go on into the circle').click();
  await startRound(
    lead,
    'What helped you this week, even a little?',
    'Amber Leaf',
    'Little Moon',
    'River Stone',
  );
  await amber.act({ do: 'take' });
  await amber.act({
    do: 'say',
    text: 'Walking before work. Some days only to the corner and back, and that counted.',
  });
  await amber.act({ do: 'done' });
  await moon.sees(({ mine, offered }) => offered === mine.person);
  await moon.act({ do: 'pass' });
  await stone.sees(({ mine, offered }) => offered === mine.person);
  await stone.act({ do: 'take' });
  await stone.act({
    do: 'say',
    text: 'This one is hard to write. I called my sister back. We had not talked since the spring.',
  });
  await stone.act({ do: 'say', text: 'I was shaking, but I did it.' });
  await hill.act({ do: 'raise-hand' });
  await wave.act({ do: 'raise-hand' });
  await amber.act({
    do: 'ask-help',
    kind: 'word',
    text: 'Could somebody stay with me a little after this?',
  });
  await company.arrive(circle.invitation, 'Tall Fern');
  await expect(button(lead, 'Let in Tall Fern')).toBeVisible();
  await expect(
    lead.getByRole('article', { name: /^Amber Leaf/ }).getByText('Could somebody'),
  ).toBeVisible();
  return lead;
}

test('look', async ({ people, company }) => {
  const lead = await fullCircle(people, company);
  await button(lead, 'Not now')
    .click()
    .catch(() => {});
  for (const theme of ['light', 'dark'] as const) {
    await lead.emulateMedia({ colorScheme: theme });
    await lead.setViewportSize(desktop);
    await lead.screenshot({ path: join(folder, `facilitator-${theme}.png`) });
    await lead.setViewportSize(phone);
    await lead.screenshot({ path: join(folder, `facilitator-phone-${theme}.png`) });
    await button(lead, /^Lead/).click();
    for (const tab of ['Needs you', 'People', 'Floor', 'Meeting']) {
      await lead.getByRole('tab', { name: tab }).click();
      await lead.screenshot({ path: join(folder, `facilitator-phone-${tab}-${theme}.png`) });
    }
    await lead.keyboard.press('Escape');
  }
});
