/**
 * The whole circle by the keyboard alone, for a participant and for a facilitator: this file uses
 * no pointer after the circle was opened. It also checks the spoken sentences.
 */
import { expect, type Page } from '@playwright/test';
import { circleName, composer, message, openCircle, pageTitle, signIn } from './doing.ts';
import { test } from './fixtures.ts';
import { goTo, press, pressButton } from './keyboard-steps.ts';

const away = 'http://127.0.0.1:9/weather';
test.use({ settings: { HOLDSPACE_LEAVE_TO: away } });

/** Collects every spoken sentence from now on. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const region of document.querySelectorAll('body [aria-live]:not([aria-live="off"])')) {
      const loud = region.getAttribute('aria-live') === 'assertive' ? 'at once: ' : '';
      new MutationObserver(() => heard.push(loud + region.textContent)).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'));
}

test('a circle from the invitation to the way out, by the keyboard alone', async ({
  people,
  server,
}) => {
  const north = await people.arrive('North Star');
  const amber = await people.arrive('Amber Leaf');
  const { page } = amber;
  const lead = north.page;
  await page
    .context()
    .route(away, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Weather</h1>' }));
  await signIn(lead, server.organiserLink);
  const links = await openCircle(lead);

  for (const [person, link, come] of [
    [north, links.facilitator, 'Come in'],
    [amber, links.invitation, 'Join the waiting room'],
  ] as const) {
    await person.page.goto(link);
    await pressButton(person.page, 'Open my invitation');
    await goTo(person.page.getByLabel('What should we call you here?'));
    await person.page.keyboard.press('Control+A');
    await person.page.keyboard.type(person.name);
    await goTo(person.page.getByRole('checkbox', { name: /^I’ll keep/ }));
    await person.page.keyboard.press('Space');
    await pressButton(person.page, come);
  }
  await expect(page.getByRole('heading', { name: 'You’re in the waiting room' })).toBeFocused();
  await pressButton(lead, 'Let in Amber Leaf');
  await expect(page.getByRole('heading', { level: 1, name: circleName })).toBeFocused();
  await pressButton(lead, 'Begin');
  await pressButton(lead, 'Start main part');
  const heard = await listen(page);

  await test.step('writing, reading along the messages, and going around by F6', async () => {
    await goTo(composer(lead));
    await lead.keyboard.type('Welcome.');
    await lead.keyboard.press('Enter');
    await expect.poll(heard).toContain('North Star: Welcome.');
    await goTo(composer(page));
    await page.keyboard.type('Hello.');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Glad to be here.');
    await page.keyboard.press('Enter');
    await expect(message(lead, 'Glad to be here.')).toBeVisible();
    await expect(composer(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(message(page, 'Glad to be here.')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(message(page, 'Welcome.')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(
      page.getByRole('toolbar').getByRole('button', { name: 'I hear you' }),
    ).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('toolbar').getByRole('button', { name: 'me too' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(message(page, 'Welcome.')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(composer(page)).toBeFocused();
    await page.keyboard.press('F6');
    await expect(pageTitle(page)).toBeFocused();
    await page.keyboard.press('F6');
    await expect(message(page, 'Welcome.')).toBeFocused();
  });

  await test.step('HND-1 a hand, up and down', async () => {
    await pressButton(page, 'Raise your hand');
    await expect(page.getByRole('button', { name: 'Lower your hand' })).toBeFocused();
    await expect(lead.getByRole('button', { name: 'Lower Amber Leaf’s hand' })).toBeVisible();
    await press(page.getByRole('button', { name: 'Lower your hand' }));
    await expect(page.getByRole('button', { name: 'Raise your hand' })).toBeFocused();
    await expect(lead.getByRole('button', { name: 'Lower Amber Leaf’s hand' })).toHaveCount(0);
  });

  await test.step('a round: offered, passed, offered again, held, done', async () => {
    await goTo(lead.getByRole('radio', { name: 'Open', exact: true }));
    await lead.keyboard.press('ArrowRight');
    await lead.keyboard.press('ArrowRight');
    await pressButton(lead, 'Start a round…');
    await goTo(lead.getByLabel('The question'));
    await lead.keyboard.type('What helped?');
    await pressButton(lead, 'Start the round');
    await expect
      .poll(heard)
      .toContain('at once: The talking piece comes to you. You can share or pass. Take your time.');
    await expect.poll(heard).toContain('Round 1 begins: What helped?');
    await pressButton(page, 'Pass this time');
    await pressButton(page, 'I’d like to share');
    await expect.poll(heard).toContain('The talking piece is with you. Take the time you need.');
    await goTo(composer(page));
    await page.keyboard.type('A walk by the river.');
    await page.keyboard.press('Enter');
    await expect(message(lead, 'A walk by the river.')).toBeVisible();
    await pressButton(page, 'Done');
    await expect(page.getByRole('heading', { name: 'Round 1 is over' })).toBeVisible();
  });

  await test.step('the reason is spoken when a person cannot write', async () => {
    const names = lead.getByRole('button', { name: 'For Amber Leaf' });
    await press(names);
    await pressButton(lead, 'Mute…');
    const form = lead.getByRole('dialog', { name: 'Mute Amber Leaf' });
    await goTo(form.getByLabel('Why'));
    await lead.keyboard.press('ArrowDown');
    await press(form.getByRole('button', { name: /^Let’s leave some room/ }));
    await press(form.getByRole('button', { name: 'Mute', exact: true }));
    await expect(form).toBeHidden();
    await expect(names).toBeFocused();
    await goTo(composer(page));
    await page.keyboard.type('Not yet');
    await page.keyboard.press('Enter');
    await expect(composer(page)).toHaveValue('Not yet');
    await expect(composer(page)).toBeFocused();
  });

  await test.step('DSK-1 Support opens and closes, and the focus returns', async () => {
    const support = page.getByRole('button', { name: 'Support', exact: true });
    await press(support);
    const sheet = page.getByRole('dialog', { name: 'Support' });
    await expect(sheet.getByRole('heading', { name: 'Support', exact: true })).toBeFocused();
    await goTo(sheet.getByLabel('Message (optional)'));
    await page.keyboard.type('Thank you.');
    await press(sheet.getByRole('button', { name: 'Send privately to facilitators' }));
    await expect.poll(heard).toContain('Sent to the facilitators.');
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(support).toBeFocused();
  });

  await test.step('Shift three times', async () => {
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift');
    await expect(page.getByRole('heading', { name: 'Weather' })).toBeVisible();
  });
});
