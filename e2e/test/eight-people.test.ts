/**
 * The facilitator's screen with much content: eight people, a running round, two hands, a call for
 * help, a waiting person. The most urgent controls are visible, nothing overlaps, and everything
 * works by keyboard. The pictures of it are kept in docs/screens/ by
 * `npm run screens` in this folder.
 */
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Company } from './company.ts';
import { askIn, button, composer, isIn, pageTitle, say, shown, startRound } from './doing.ts';
import { expect, type People, test } from './fixtures.ts';
import { goTo, press } from './keyboard-steps.ts';

const keepScreens = process.env.HOLDSPACE_SCREENS;
const folder = join(import.meta.dirname, '..', '..', keepScreens ? 'docs' : 'artefacts', 'screens');

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

async function fullCircle(people: People, company: Company): Promise<Page> {
  const circle = await company.circle({ helpAlert: '10m', offer: '10m', turn: '4m' });
  const north = await people.arrive('North Star');
  const lead = north.page;
  await askIn(north, circle.facilitator);
  await isIn(lead);
  await button(lead, 'Not now').click();
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
  await button(lead, 'Start main part').click();
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

/** Elements outside of the page, and elements that others cover, in one line each. */
const faults = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth, clientHeight } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
    const top = document.querySelector('dialog[open]') ?? document;
    for (const control of top.querySelectorAll('button, a, input, select, textarea, summary')) {
      if (!control.checkVisibility({ checkOpacity: true })) continue;
      const name = control.getAttribute('aria-label') ?? control.textContent;
      let { left, right, top: above, bottom } = control.getBoundingClientRect();
      if (right - left < 2 || control.closest('.hidden')) continue;
      if (left < -1 || right > clientWidth + 1) found.push(`${name} stands out of the window`);
      // The visible part of it within its scrolled area.
      for (let box = control.parentElement; box; box = box.parentElement) {
        if (getComputedStyle(box).overflowY === 'visible') continue;
        const edge = box.getBoundingClientRect();
        left = Math.max(left, edge.left);
        right = Math.min(right, edge.right);
        above = Math.max(above, edge.top);
        bottom = Math.min(bottom, edge.bottom);
      }
      const [x, y] = [(left + right) / 2, (above + bottom) / 2];
      if (right - left < 8 || bottom - above < 8 || y > clientHeight) continue;
      const hit = document.elementFromPoint(x, y);
      const label = control.closest('label');
      if (hit && (control.contains(hit) || hit.contains(control) || label?.contains(hit))) continue;
      found.push(`${name} lies under ${hit?.className || hit?.tagName}`);
    }
    return found;
  });

/** True when it is completely in the window without scrolling. */
const inSight = (there: Locator) => expect(there).toBeInViewport({ ratio: 1 });

test('a facilitator sees eight people, hands, a call for help and a guest at once, and acts by keys', async ({
  people,
  company,
}) => {
  const lead = await fullCircle(people, company);
  const picture = async (name: string) => {
    await lead.mouse.move(0, 0);
    await lead.screenshot({
      path: join(folder, `${name}.png`),
      animations: 'disabled',
      caret: 'hide',
    });
  };
  const everyTab = ['Needs you', 'People', 'Floor', 'Meeting', 'Team'];
  const acts = {
    'Needs you': ['Open the call Amber Leaf'],
    People: ['Let in Tall Fern', 'Not today… Tall Fern', 'Change order', 'For River Stone'],
    Floor: [
      'Invite Soft Hill to speak',
      'Invite Far Wave to speak',
      'Private message…',
      'End the turn…',
    ],
  };
  for (const [colorScheme, time] of [
    ['light', 'day'],
    ['dark', 'evening'],
  ] as const) {
    await lead.emulateMedia({ colorScheme });
    await test.step(`beside the circle, by ${time}`, async () => {
      await lead.setViewportSize(desktop);
      for (const name of Object.values(acts).flat()) await inSight(button(lead, name));
      await inSight(button(lead, 'Among facilitators'));
      await picture(`facilitator-${time}`);
      expect(await faults(lead)).toEqual([]);
    });
    await test.step(`on a phone, by ${time}`, async () => {
      await lead.setViewportSize(phone);
      await inSight(button(lead, 'Lead Asked for help'));
      await inSight(lead.getByRole('main').getByText(/^River Stone has the talking piece/));
      await inSight(lead.locator('li[data-ringed]'));
      await picture(`facilitator-phone-${time}`);
      expect(await faults(lead)).toEqual([]);
      await button(lead, 'Lead Asked for help').click();
      for (const tab of everyTab) {
        await lead.getByRole('tab', { name: tab }).click();
        for (const name of acts[tab as keyof typeof acts] ?? []) await inSight(button(lead, name));
        if (tab in acts) {
          await picture(`facilitator-phone-${tab.toLowerCase().replace(' ', '-')}-${time}`);
        }
        expect(await faults(lead), tab).toEqual([]);
      }
      await lead.keyboard.press('Escape');
    });
  }

  await lead.setViewportSize(desktop);
  await lead.reload();
  await isIn(lead);
  await expect(button(lead, 'Let in Tall Fern')).toBeVisible();
  await test.step('everything works by the keyboard alone', () => byKeys(lead));
});

async function byKeys(lead: Page): Promise<void> {
  const key = (name: string) => lead.keyboard.press(name);

  // F6 goes from the circle to the panels, and around.
  await button(lead, 'Among facilitators').focus();
  await key('F6');
  await expect(pageTitle(lead)).toBeFocused();
  await goTo(button(lead, 'Let in Tall Fern'));
  await key('Enter');
  await expect(shown(lead, 'comes in when this turn ends')).toBeVisible();

  await press(button(lead, 'For Quiet Heron'));
  await press(button(lead, 'Skip for now, ask again later'));
  await expect(button(lead, 'For Quiet Heron')).toBeFocused();
  const coming = lead.getByRole('complementary', { name: 'People and order' });
  await expect(shown(coming, 'next · hand 1')).toBeVisible();

  await press(button(lead, 'Open the call Amber Leaf'));
  const call = lead.getByRole('dialog', { name: /^Amber Leaf/ });
  await expect(call.getByLabel('Your answer to Amber Leaf')).toBeFocused();
  await lead.keyboard.type('I stay as long as you like.');
  await press(button(call, 'Send'));
  await expect(shown(call, 'How it stands: answered, still open')).toBeVisible();
  await press(button(call, 'Close this call…'));
  await press(button(call, 'Close this call'));
  await lead.keyboard.press('Escape');

  await press(button(lead, 'Lower Soft Hill’s hand'));
  await expect(button(lead, 'Invite Soft Hill to speak')).toHaveCount(0);
  await press(button(lead, 'Private message…'));
  const form = lead.getByRole('dialog', { name: 'Send River Stone a private message' });
  await press(form.getByRole('button', { name: /^Take the time you need/ }));
  await press(form.getByRole('button', { name: 'Send message' }));
  await expect(form).toBeHidden();
  await expect(button(lead, 'Private message…')).toBeFocused();
  await press(button(lead, 'Among facilitators'));
  await goTo(lead.getByLabel('To the facilitators only'));
  await goTo(composer(lead), 120);
}
