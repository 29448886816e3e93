/**
 * Moderation on the screens of both sides: a newcomer's first message, a private message, a mute
 * and its appeal to another facilitator, and a removal with what follows it.
 */
import { askIn, button, choose, composer, isIn, message, shown, trySend } from './doing.ts';
import { expect, test } from './fixtures.ts';

test('a first message is held, a nudge arrives, a mute is appealed, a person is removed', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone', holdNewcomer: true });
  const north = await people.arrive('North Star');
  const amber = await people.arrive('Amber Leaf', 'phone');
  const lead = north.page;
  const { page } = amber;
  await askIn(north, circle.facilitator);
  await isIn(lead);
  await button(lead, 'Begin').click();
  const other = await circle.organiser.makeLink(circle.id, { role: 'facilitator' });
  const rowan = await company.arrive(other.url, 'Rowan');
  const heron = await company.arrive(circle.invitation, 'Quiet Heron');
  await askIn(amber, circle.invitation);
  await isIn(page);
  await button(page, 'Not now').click();

  await test.step('VOI-10 the first message of a newcomer is held, and the page says so', async () => {
    await composer(page).fill('Hello. I am new here.');
    await button(page, 'Send').click();
    await expect(
      shown(page, /^This is your first message here, so a facilitator reads it/),
    ).toBeVisible();
    const held = lead.getByRole('article', { name: /^Amber Leaf first message/ });
    await expect(held).toContainText('Hello. I am new here.');
    expect(heron.view?.timeline).toEqual([]);
    await held.getByRole('button', { name: /^Let it through/ }).click();
    await heron.sees(({ timeline }) =>
      timeline.some(({ text }) => text === 'Hello. I am new here.'),
    );
    await expect(page.getByText(/^This is your first message here/)).toHaveCount(0);
  });

  await test.step('VOI-1 only one person reads a nudge', async () => {
    await button(lead, 'For Amber Leaf').click();
    await button(lead, 'Private message…').click();
    const form = lead.getByRole('dialog', { name: 'Send Amber Leaf a private message' });
    await form.getByRole('button', { name: /^I’m glad you’re here/ }).click();
    await form.getByRole('button', { name: 'Send message' }).click();
    await expect(shown(page, 'A private message from a facilitator.')).toBeVisible();
    await expect(shown(page, /^I’m glad you’re here/)).toBeVisible();
    await button(page, 'OK').click();
    expect(heron.view?.mine.receipts).toEqual([]);
  });

  await test.step('VOI-3 a mute for the meeting is shown to the muted person only', async () => {
    await button(lead, 'For Amber Leaf').click();
    await button(lead, 'Mute…').click();
    const form = lead.getByRole('dialog', { name: 'Mute Amber Leaf' });
    await choose(form.getByRole('radio', { name: 'This meeting' }));
    await form.getByLabel('Why').selectOption({ label: 'the pace of the circle' });
    await form.getByRole('button', { name: /^Let’s leave some room/ }).click();
    // The effect of the form is visible from the beginning.
    await expect(form.getByRole('button', { name: 'Mute', exact: true })).toBeInViewport({
      ratio: 1,
    });
    await form.getByRole('button', { name: 'Mute', exact: true }).click();
    const words = 'A facilitator asked you to listen for the rest of this meeting.';
    await expect(shown(page, words)).toBeVisible();
    await composer(page).fill('But I only wanted to say');
    await trySend(page);
    await expect(composer(page)).toHaveValue('But I only wanted to say');
  });

  await test.step('VOI-7 an appeal goes to another person than the one who decided', async () => {
    await button(page, 'I disagree').click();
    await page.getByLabel('How do you see it?').fill('I had only answered a question.');
    await button(page, 'Ask someone else to review it').click();
    const support = page.getByRole('dialog', { name: 'Support' });
    await expect(
      shown(support, 'You asked someone else to review this. No one has seen it yet.'),
    ).toBeVisible();
    await rowan.sees(({ desk }) => desk?.threads.some(({ kind }) => kind === 'appeal'));
    await expect(lead.getByText('I had only answered a question.')).toHaveCount(0);
    const thread = rowan.view?.desk?.threads.find(({ kind }) => kind === 'appeal')?.id ?? '';
    await rowan.act({ do: 'answer', thread, text: 'You are right. I talk with North Star.' });
    await expect(shown(support, 'Someone else reviewed this and answered.')).toBeVisible();
    await expect(shown(support, 'You are right. I talk with North Star.')).toBeVisible();
    await page.keyboard.press('Escape');
    await button(lead, 'For Amber Leaf').click();
    await button(lead, 'Unmute').click();
    await button(page, 'Send').click();
    await expect(message(lead, 'But I only wanted to say')).toBeVisible();
  });

  await test.step('VOI-7 a removed person reads why and can still write; the circle learns nothing', async () => {
    await button(lead, 'For Amber Leaf').click();
    await button(lead, 'Remove from the meeting…').click();
    const form = lead.getByRole('dialog', { name: 'Remove Amber Leaf from this meeting' });
    await form.getByLabel('Why').selectOption({ index: 2 });
    await form.getByRole('button', { name: /^I need to keep this circle safe/ }).click();
    await form.getByRole('button', { name: 'Remove from the meeting' }).click();
    await expect(
      page.getByRole('heading', { name: 'You’re not in this meeting any more' }),
    ).toBeVisible();
    await expect(shown(page, /^I need to keep this circle safe/)).toBeVisible();
    await expect(page.getByText('But I only wanted to say')).toHaveCount(0);
    await button(page, 'Write to the facilitators').click();
    await page.getByLabel('Message (optional)').fill('I understand.');
    await button(page, 'Send privately to facilitators').click();
    await expect(
      lead.getByRole('article', { name: /^Amber Leaf would like to talk privately/ }),
    ).toContainText('I understand.');
    expect(heron.view?.mine.receipts).toEqual([]);
    // The last acts of the ladder also reach people who have left.
    await lead.getByText('No longer here (1)').click();
    await expect(button(lead, 'Exclude… Amber Leaf')).toBeVisible();
    await lead.getByText(/^What was done, and why \(\d\)/).click();
    await expect(
      lead.getByRole('listitem').filter({ hasText: 'removed from the meeting' }),
    ).toBeVisible();
  });
});
