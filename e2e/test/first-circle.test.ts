/**
 * A whole meeting by its screens, from the printed link to the closing words: two browsers
 * on desktops, one on a phone. What each of them sees is kept in artefacts/screens/.
 */
import type { Page } from '@playwright/test';
import {
  askIn,
  button,
  choose,
  circleName,
  composer,
  isIn,
  letIn,
  message,
  openCircle,
  openLink,
  pressSteady,
  say,
  shown,
  signIn,
  startRound,
  trySend,
} from './doing.ts';
import { expect, picture, test } from './fixtures.ts';

let taken = 0;
const takePicture = (page: Page, what: string) => {
  taken += 1;
  return picture(page, `${String(taken).padStart(2, '0')}-${what}`);
};
const state = (page: Page, words: string | RegExp) =>
  expect(page.getByRole('main').getByText(words).first()).toBeVisible();

test('three people hold a whole meeting, and no message is lost', async ({ people, server }) => {
  const north = await people.arrive('North Star');
  const amber = await people.arrive('Amber Leaf');
  const heron = await people.arrive('Quiet Heron', 'phone');
  let lead = north.page;

  await test.step('the organiser signs in and opens a circle', async () => {
    await openLink(lead, server.organiserLink);
    await expect(button(lead, 'Sign in')).toBeVisible();
    await takePicture(lead, 'organiser-sign-in');
    await signIn(lead, server.organiserLink);
    await takePicture(lead, 'organiser-first-time');
  });
  const links = await openCircle(lead, (what) => takePicture(lead, `new-circle-${what}`));

  await test.step('the organiser opens the facilitator link and enters', async () => {
    const opened = lead.waitForEvent('popup');
    await lead.getByRole('link', { name: /^I’ll facilitate: open link/ }).click();
    const tab = await opened;
    await button(lead, 'Done').click();
    await expect(lead.getByRole('heading', { level: 1, name: circleName })).toBeVisible();
    await takePicture(lead, 'organiser-circle');
    lead = tab;
    await button(lead, 'Open my invitation').click();
    await expect(
      lead.getByRole('heading', { name: /^You’re invited to facilitate/ }),
    ).toBeVisible();
    await takePicture(lead, 'facilitator-invitation');
    await lead.getByLabel('What should we call you here?').fill('North Star');
    await choose(lead.getByRole('checkbox', { name: /^I’ll keep what is said here/ }));
    await button(lead, 'Come in').click();
    await isIn(lead);
    await takePicture(lead, 'facilitator-doors');
  });

  await test.step('two people open the invitation, and wait to be let in', async () => {
    await heron.page.goto(links.invitation);
    await button(heron.page, 'Open my invitation').click();
    await expect(heron.page.getByLabel('What should we call you here?')).not.toHaveValue('');
    await takePicture(heron.page, 'invitation-phone');
    await openLink(amber.page, links.invitation);
    await expect(amber.page.getByRole('heading', { name: /^You’re invited/ })).toBeVisible();
    await askIn(heron, links.invitation);
    await askIn(amber, links.invitation);
    for (const { page } of [heron, amber]) {
      await expect(page.getByRole('heading', { name: 'You’re in the waiting room' })).toBeFocused();
    }
    await expect(lead.getByText(/waiting since/)).toHaveCount(2);
    await takePicture(heron.page, 'waiting-room-phone');
    await takePicture(lead, 'facilitator-somebody-waits');
    await letIn(lead, 'Quiet Heron');
    await letIn(lead, 'Amber Leaf');
    await isIn(heron.page);
    await isIn(amber.page);
    // The return code is shown once; they have it now.
    for (const { page } of [heron, amber]) await button(page, 'Not now').click();
  });

  await test.step('the circle begins, the floor open', async () => {
    await button(lead, 'Begin').click();
    await say(lead, 'Welcome. It is good that you are here. Say hello if you like.');
    await state(heron.page, 'The floor is open. Everyone can write.');
    await say(heron.page, 'Hello from the train.');
    await say(amber.page, 'Hello. Long day, glad to sit down.');
    await expect(message(lead, 'Long day')).toBeVisible();
    await expect(message(heron.page, 'Long day')).toBeVisible();
    await takePicture(heron.page, 'open-floor-phone');
    await button(lead, 'Start main part').click();
  });

  await test.step('a round begins, and the person on the phone is offered the piece', async () => {
    await choose(lead.getByRole('radio', { name: 'Round', exact: true }));
    await button(lead, 'Start a round…').click();
    await takePicture(lead, 'start-a-round');
    await lead.keyboard.press('Escape');
    await startRound(lead, 'What helped you through this week?', 'Quiet Heron');
    await expect(button(heron.page, 'I’d like to share')).toBeVisible();
    await takePicture(heron.page, 'offered-phone');
    await takePicture(amber.page, 'somebody-is-offered');
    await pressSteady(button(heron.page, 'I’d like to share'));
    await state(amber.page, /Quiet Heron has the/);
    // A waiting person can write a draft, and reads why it is not sent.
    await composer(amber.page).fill('My sister rang, just like that.');
    await trySend(amber.page);
    await expect(composer(amber.page)).toHaveValue('My sister rang, just like that.');
    await say(heron.page, 'I slept at my own place again, for the first time since May.');
    await composer(heron.page).fill('And the neighbour had kept the plants alive.');
    await takePicture(heron.page, 'held-phone');
  });

  await test.step('the phone loses its network: the circle holds the space', async () => {
    heron.line.cut();
    await state(amber.page, /We’re holding Quiet Heron’s place/);
    await expect(shown(lead, 'Their place is held.')).toBeVisible();
    await expect(
      heron.page.getByRole('main').getByText('Connection lost. What you write is saved here.'),
    ).toBeVisible();
    await takePicture(heron.page, 'connection-lost-phone');
    await takePicture(lead, 'facilitator-space-is-held');
    // Text typed without a network is stored too.
    await composer(heron.page).fill('And the neighbour had kept every plant alive.');
  });

  await test.step('the holder reconnects: the turn goes on, the draft is there', async () => {
    heron.line.mend();
    await state(amber.page, /Quiet Heron has the/);
    await expect(composer(heron.page)).toHaveValue('And the neighbour had kept every plant alive.');
    await expect(button(heron.page, 'Done')).toBeVisible();
    await button(heron.page, 'Send').click();
    await expect(message(amber.page, 'every plant alive')).toBeVisible();
    // No message is shown twice to any person.
    for (const page of [lead, amber.page, heron.page]) {
      await expect(message(page, 'I slept at my own place')).toHaveCount(1);
    }
  });

  await test.step('a person sends a resonance; the sharer gets it when the turn ends', async () => {
    await button(amber.page, 'I’m with you').click();
    await expect(button(amber.page, 'I’m with you')).toHaveAttribute('aria-pressed', 'true');
    await takePicture(amber.page, 'resonance');
    await expect(heron.page.getByText('The circle heard you')).toHaveCount(0);
    await button(heron.page, 'Done').click();
    await expect(heron.page.getByText('The circle heard you', { exact: true })).toBeVisible();
    await takePicture(heron.page, 'heard-phone');
  });

  await test.step('a pass is one press; the person who passed is asked once more', async () => {
    await expect(button(amber.page, 'Pass this time')).toBeVisible();
    await expect(composer(amber.page)).toHaveValue('My sister rang, just like that.');
    await button(amber.page, 'Pass this time').click();
    // The second offer is a new card: the buttons of the first one are on the screen until then.
    await expect(amber.page.getByText('Would you like to share something now?')).toBeVisible();
    await pressSteady(button(amber.page, 'I’d like to share'));
    await expect(button(amber.page, 'Done')).toBeVisible();
    await expect(composer(amber.page)).toHaveValue('My sister rang, just like that.');
    await button(amber.page, 'Done').click();
    await takePicture(amber.page, 'words-not-sent');
    await pressSteady(button(amber.page, 'Send and finish'));
    await expect(message(heron.page, 'My sister rang')).toBeVisible();
    await expect(heron.page.getByRole('heading', { name: 'Round 1 is over' })).toBeVisible();
    await expect(composer(amber.page)).toHaveValue('');
  });

  await test.step('a muted person reads why, how long, and what stays open', async () => {
    await choose(lead.getByRole('radio', { name: 'Open', exact: true }));
    if (await button(lead, 'Open the floor').isVisible())
      await button(lead, 'Open the floor').click();
    await state(amber.page, 'The floor is open. Everyone can write.');
    await composer(amber.page).fill('Let me tell you what everybody should do');
    await button(lead, 'For Amber Leaf').click();
    await takePicture(lead, 'person-menu');
    await button(lead, 'Mute…').click();
    const form = lead.getByRole('dialog', { name: 'Mute Amber Leaf' });
    await form.getByLabel('Why').selectOption({ label: 'the pace of the circle' });
    await form.getByRole('button', { name: /^Let’s leave some room/ }).click();
    await takePicture(lead, 'mute');
    await expect(shown(form, /^A facilitator asked you to listen until/)).toBeVisible();
    await form.getByRole('button', { name: 'Mute', exact: true }).click();
    await expect(form).toBeHidden();
    await expect(shown(amber.page, /^A facilitator asked you to listen until/)).toBeVisible();
    await expect(shown(amber.page, 'The reason: the pace of the circle.')).toBeVisible();
    await expect(shown(amber.page, /^Let’s leave some room/)).toBeVisible();
    await takePicture(amber.page, 'muted');
    await takePicture(lead, 'facilitator-somebody-is-muted');
    // The circle learns nothing, and the draft stays.
    await expect(heron.page.getByText(/asked you to listen/)).toHaveCount(0);
    await trySend(amber.page);
    await expect(composer(amber.page)).toHaveValue('Let me tell you what everybody should do');
    await amber.page.reload();
    await isIn(amber.page);
    await expect(composer(amber.page)).toHaveValue('Let me tell you what everybody should do');
    await expect(shown(amber.page, /^A facilitator asked you to listen until/)).toBeVisible();
  });

  await test.step('a note to the facilitators, and its answer', async () => {
    await button(amber.page, 'Support').click();
    const support = amber.page.getByRole('dialog', { name: 'Support' });
    await support.getByLabel('Message (optional)').fill('Sorry. May I still be here?');
    await takePicture(amber.page, 'support');
    await support.getByRole('button', { name: 'Send privately to facilitators' }).click();
    await expect(shown(support, 'Sent. No one has seen it yet.')).toBeVisible();
    const note = lead
      .getByRole('article', { name: /^Amber Leaf/ })
      .filter({ hasText: 'May I still' });
    await expect(note).toBeVisible();
    await takePicture(lead, 'facilitator-note');
    await note.getByRole('button', { name: /^Open/ }).click();
    const call = lead.getByRole('dialog', { name: /^Amber Leaf/ });
    await button(call, 'Mark as seen').click();
    await expect(shown(support, 'Seen by a facilitator.')).toBeVisible();
    await call.getByLabel('Your answer').fill('Of course. I lift it now, stay with us.');
    await button(call, 'Send').click();
    await expect(shown(support, 'Answered.')).toBeVisible();
    await button(call, 'Close this call…').click();
    await button(call, 'Close this call').click();
    await lead.keyboard.press('Escape');
    await amber.page.keyboard.press('Escape');
    await expect(amber.page.getByText(/^North Star closed your call/).first()).toBeVisible();
    await expect(heron.page.getByText('May I still be here')).toHaveCount(0);
    await button(lead, 'For Amber Leaf').click();
    await button(lead, 'Unmute').click();
    await expect(amber.page.getByText(/^A facilitator asked you to listen until/)).toHaveCount(0);
    await say(amber.page, 'Thank you all for listening.');
  });

  await test.step('the facilitator facilitates from a phone as well', async () => {
    await lead.setViewportSize({ width: 390, height: 844 });
    await button(lead, /^Lead/).click();
    for (const tab of ['Needs you', 'People', 'Floor', 'Meeting', 'Team']) {
      await lead.getByRole('tab', { name: tab }).click();
      await takePicture(lead, `facilitator-phone-${tab.toLowerCase().replace(' ', '-')}`);
    }
    await lead.keyboard.press('Escape');
    await lead.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('the circle closes, and says goodbye', async () => {
    await button(lead, 'Start closing').click();
    await expect(shown(heron.page, 'Closing has started')).toBeVisible();
    await say(lead, 'Thank you. One breath together, then we go.');
    await takePicture(lead, 'facilitator-closing');
    await button(lead, 'Close the circle…').first().click();
    await pressSteady(button(lead, 'Close it for everyone'));
    for (const { page } of [heron, amber]) {
      await expect(page.getByRole('heading', { name: 'Thank you for being here' })).toBeFocused();
    }
    await takePicture(heron.page, 'closing-phone');
    await expect(shown(lead, 'The circle has closed. No one can write any more.')).toBeVisible();
    await takePicture(lead, 'facilitator-closed');
  });
});
