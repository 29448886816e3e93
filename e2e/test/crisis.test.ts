/**
 * A call for help on the phones of the caller and the facilitators, from the call to its closing
 * and afterwards (DSK-7, DSK-8).
 */
import type { Locator, Page } from '@playwright/test';
import { askIn, button, isIn, shown } from './doing.ts';
import { expect, picture, test } from './fixtures.ts';

/** The text in the conversation, not in a live region. */
const words = (sheet: Locator, text: string) =>
  sheet.getByRole('listitem').filter({ hasText: text });
const callBar = (page: Page) => page.getByRole('region', { name: 'Open calls for help' });

test('DSK-7 DSK-8 a call on two phones, from the call to the closing and after it', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone', helpPlain: '60s' });
  const cofacilitator = await circle.organiser.makeLink(circle.id, { role: 'facilitator' });
  const rowan = await people.arrive('Rowan', 'phone');
  const wren = await people.arrive('Wren', 'phone');
  const sage = await people.arrive('Sage', 'phone');
  const [lead, person] = [rowan.page, wren.page];
  const both = async (name: string) => {
    await Promise.all([
      picture(person, `crisis-${name}-person`),
      picture(lead, `crisis-${name}-facilitator`),
    ]);
  };
  await askIn(rowan, circle.facilitator);
  await isIn(lead);
  await askIn(wren, circle.invitation);
  await isIn(person);
  const ash = await company.arrive(circle.invitation, 'Ash');

  await test.step('DSK-8 the page asks once for permission to play a sound', async () => {
    await expect(shown(lead, /should this device play a soft sound/)).toBeVisible();
    await picture(lead, 'crisis-0-asked');
    await button(lead, 'Turn on sound').click();
    await expect(lead.getByText(/should this device play a soft sound/)).toBeHidden();
    await lead.getByRole('button', { name: 'Begin', exact: true }).or(button(lead, 'Lead')).click();
    await lead.getByRole('tab', { name: /^Meeting/ }).click();
    await button(lead, 'Begin').click();
    await lead.keyboard.press('Escape');
    await ash.sees(({ mine }) => mine.can.say === true);
    for (let n = 0; n < 12; n++) await ash.act({ do: 'say', text: `Line ${n} of a long evening.` });
  });

  const support = person.getByRole('dialog', { name: 'Support' });
  await test.step('the call: said as sent, and in a fixed place at the facilitator’s', async () => {
    await button(person, 'Support').click();
    await button(support, 'I am not safe right now').click();
    await expect(shown(support, /^Sent\./)).toBeVisible();
    await expect(callBar(lead)).toContainText('Wren isn’t safe · no one has answered yet');
    await expect(lead).toHaveTitle(/^Needs you · /);
    await both('1-call');
  });

  const call = lead.getByRole('dialog', { name: 'Wren isn’t safe' });
  await test.step('DSK-8 a call is marked as seen by a press, and stays open', async () => {
    await callBar(lead).getByRole('button').click();
    await expect(call.getByLabel('Your answer to Wren')).toBeFocused();
    await expect(button(call, 'Send')).toBeInViewport({ ratio: 1 });
    await expect(shown(support, /^Sent\./)).toBeVisible();
    await button(call, 'Mark as seen').click();
    await expect(
      shown(support, /^(Seen by a facilitator|A facilitator has seen it)/),
    ).toBeVisible();
    await lead.keyboard.press('Escape');
    await expect(callBar(lead)).toContainText('seen, no one has answered yet');
    await expect(lead).toHaveTitle(/^Needs you · /);
  });

  await test.step('DSK-7 an answered call stays open, and the answer reaches the person on any page', async () => {
    await person.keyboard.press('Escape');
    await callBar(lead).getByRole('button').click();
    await expect(call.getByLabel('Your answer to Wren')).toBeFocused();
    await lead.keyboard.type('I’m here. Are you alone?');
    await button(call, 'Send').click();
    await expect(person.getByText('Rowan wrote to you privately').first()).toBeVisible();
    await expect(shown(call, /answered, still open/)).toBeVisible();
    await both('3-answered');
  });

  await test.step('DSK-7 the next entry is in the same call, which keeps its kind and history', async () => {
    await button(person, 'Answer').click();
    await expect(support.getByLabel('Your message to the facilitators')).toBeFocused();
    await expect(button(support, 'Send')).toBeInViewport({ ratio: 1 });
    await person.keyboard.type('Alone. I have pills here.');
    await button(support, 'Send').click();
    await expect(words(call, 'Alone. I have pills here.')).toBeVisible();
    await expect(words(call, 'I’m here. Are you alone?')).toBeVisible();
    await expect(shown(call, /wrote again, no one has answered yet/)).toBeVisible();
    await lead.keyboard.press('Escape');
  });

  await test.step('DSK-7 closing the meeting names the call first, and closes it all the same', async () => {
    await button(lead, /^Lead/).click();
    await expect(
      lead
        .getByRole('dialog', { name: 'Lead' })
        .getByRole('region', { name: 'Open calls for help' }),
    ).toBeVisible();
    await lead.getByRole('tab', { name: /^Meeting/ }).click();
    await lead.getByText('Time and other steps').click();
    await button(lead, /^Close the (circle|meeting)…$/).click();
    await button(lead, /^Close (it|the meeting) for everyone$/).click();
    const first = lead.getByRole('dialog', { name: 'A call for help is still open' });
    await expect(shown(first, 'Wren isn’t safe')).toBeVisible();
    await picture(lead, 'crisis-5-closing');
    await button(first, 'Open the call').click();
    await expect(call).toBeVisible();
    await lead.keyboard.press('Escape');
    await button(lead, /^Close (it|the meeting) for everyone$/).click();
    await button(first, 'Close the meeting anyway').click();
    await expect(person.getByRole('heading', { level: 1, name: /^Thank you/ })).toBeAttached();
  });

  const late = sage.page;
  await test.step('DSK-8 a facilitator who enters just after the closing sees the page and the call', async () => {
    await askIn(sage, cofacilitator.url);
    await expect(callBar(late)).toContainText('Wren isn’t safe');
    await expect(late.getByRole('heading', { name: 'Looking back' })).toBeAttached();
    await picture(late, 'crisis-6-late');
    await callBar(late).getByRole('button').click();
    const theirs = late.getByRole('dialog', { name: 'Wren isn’t safe' });
    await expect(words(theirs, 'Alone. I have pills here.')).toBeVisible();
    await expect(theirs.getByLabel('Your answer to Wren')).toBeFocused();
    await late.keyboard.type('I’m Sage. Can you put them in another room?');
    await button(theirs, 'Send').click();
    await expect(words(support, 'I’m Sage. Can you put them in another room?')).toBeVisible();
    await both('7-aftercare');
    await button(theirs, 'Close this call…').click();
    await theirs.getByLabel(/^A last sentence to Wren/).fill('Your sister is with you now.');
    const keepIt = await button(theirs, 'Keep it open').boundingBox();
    const answer = await theirs.getByLabel('Your answer to Wren').boundingBox();
    expect((keepIt?.y ?? 0) + (keepIt?.height ?? 0)).toBeLessThan(answer?.y ?? 0);
    await picture(late, 'crisis-8-closing-step');
    await button(theirs, 'Close this call').click();
    await expect(callBar(lead)).toHaveCount(0);
    await expect(lead).not.toHaveTitle(/Needs you/);
  });

  await test.step('DSK-7 the person sees the closing, and the next entry opens the call again', async () => {
    await expect(words(support, 'Your sister is with you now.')).toBeVisible();
    await expect(shown(support, /^Closed\./)).toBeVisible();
    await both('9-closed');
    await support.getByLabel('Your message to the facilitators').fill('It’s back.');
    await button(support, 'Send').click();
    await expect(callBar(lead).last()).toContainText('Wren isn’t safe · wrote again');
  });
});
