/**
 * Opening and closing of a meeting: the check-in, the prompt before the end, a closing round, the
 * pages afterwards for participants and facilitators, and the next meeting.
 */
import { askIn, button, isIn, message, pressSteady, say, shown, startRound } from './doing.ts';
import { expect, test } from './fixtures.ts';

/** In days; longer than the time after the closing of a circle. */
const aftercare = 16 / (24 * 60);

test('a meeting opens and closes with a round, and the next one asks about the intention', async ({
  people,
  company,
  server,
}) => {
  const circle = await company.circle({ admit: 'everyone', offer: '5m' }, 8);
  const north = await people.arrive('North Star');
  const amber = await people.arrive('Amber Leaf', 'phone');
  const lead = north.page;
  const { page } = amber;
  await askIn(north, circle.facilitator);
  await isIn(lead);
  const rowan = await company.arrive(
    (await circle.organiser.makeLink(circle.id, { role: 'facilitator' })).url,
    'Rowan',
  );
  await askIn(amber, circle.invitation);
  await isIn(page);
  await button(page, 'Not now').click();
  await button(lead, 'Begin').click();

  await test.step('PHA-3 the opening holds a round of one word', async () => {
    await startRound(lead, 'One word to arrive?', 'Amber Leaf');
    await pressSteady(button(page, 'I’d like to share'));
    await say(page, 'Tired.');
    await button(page, 'Done').click();
    await expect(page.getByText(/^The round is over/).first()).toBeVisible();
    await expect(message(lead, 'Tired.')).toBeVisible();
    await button(lead, 'Start main part').click();
  });

  await test.step('PHA-3 the facilitators are asked before the end, and a closing round follows', async () => {
    await expect(shown(lead, /^About ten minutes left/)).toBeVisible();
    await expect(page.getByText(/^About ten minutes left/)).toHaveCount(0);
    await button(lead, 'Closing round…').click();
    const form = lead.getByRole('dialog', { name: 'A closing round' });
    await expect(form.getByLabel('The question')).toHaveValue('One word to take along?');
    await form.getByRole('button', { name: 'Start the round' }).click();
    await expect(
      shown(page, 'We’re closing. One word is enough, and no word is fine too.'),
    ).toBeVisible();
    await pressSteady(button(page, 'I’d like to share'));
    await say(page, 'Lighter.');
    await button(page, 'Done').click();
    await button(lead, 'Close the circle…').first().click();
    await pressSteady(button(lead, 'Close it for everyone'));
  });

  await test.step('PHA-5 an intention, and feedback without a name', async () => {
    await expect(page.getByRole('heading', { name: 'Thank you for being here' })).toBeFocused();
    await page
      .getByLabel('Is there one small thing you’d like to do before next time?')
      .fill('Ring my sister on Sunday.');
    await button(page, 'Save it for me').click();
    await expect(shown(page, /^Only you’ll see this, next time/)).toBeVisible();
    await page.getByLabel('What helped, or what should change?').fill('The quiet start.');
    await button(page, 'Send feedback').click();
    await expect(
      shown(page, 'Thank you. The organiser can read it, without your name.'),
    ).toBeVisible();
  });

  await test.step('the carers look back together, and are cared for', async () => {
    await lead.getByLabel('What was hard?').fill('The silence after the first round.');
    await button(lead, 'Share it with the facilitators').click();
    await expect(lead.getByRole('listitem').filter({ hasText: 'The silence after' })).toBeVisible();
    await rowan.sees(({ desk }) => desk?.backChannel.some(({ debrief }) => debrief !== undefined));
    await button(lead, 'This affected me, and I’d like to talk').click();
    await expect(shown(lead, 'Sent. No one has seen it yet.')).toBeVisible();
    const visitor = await people.arrive('the organiser');
    await company.visit(visitor.page, circle);
    const asked = visitor.page.getByRole('article', { name: /^North Star was affected/ });
    await expect(asked).toBeVisible();
    // What was written without a name reaches the organiser with the end of its hour (PRV-11).
    await pressSteady(asked.getByRole('button', { name: 'Answer…' }));
    await asked.getByLabel('Your answer to North Star').fill('I ring you tomorrow at ten.');
    await pressSteady(asked.getByRole('button', { name: 'Send answer' }));
    await expect(lead.getByText('I ring you tomorrow at ten.').first()).toBeVisible();
    // The page is there after the end of the meeting too.
    await server.letDaysPass(aftercare);
    await expect(
      lead.getByRole('heading', { level: 1, name: 'This meeting is over' }),
    ).toBeVisible();
    await expect(lead.getByRole('heading', { name: 'Looking back' })).toBeVisible();
    await expect(lead.getByRole('main').getByText('I ring you tomorrow at ten.')).toBeVisible();
  });

  await test.step('PHA-5 at the next meeting only its writer sees the intention', async () => {
    await circle.organiser.scheduleMeeting(circle.id, {
      start: new Date(server.now).toISOString(),
      minutes: 30,
    });
    await page.reload();
    await expect(shown(page, 'Your small goal from last time')).toBeVisible();
    await expect(shown(page, 'Ring my sister on Sunday.')).toBeVisible();
    await button(page, 'I did it differently').click();
    await expect(page.getByText('Your small goal from last time')).toBeHidden();
    await lead.reload();
    await expect(lead.getByRole('main').first()).toBeVisible();
    await expect(lead.getByText('Ring my sister on Sunday.')).toHaveCount(0);
  });
});
