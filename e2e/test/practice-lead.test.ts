/**
 * A single facilitator on a phone: the holder of the piece loses connection, a message is removed,
 * and the facilitator steps out and gets a call for help.
 */
import { askIn, button, choose, enter, isIn, message, shown, steady } from './doing.ts';
import { expect, test } from './fixtures.ts';

test('a facilitator waits for a disconnected holder, steps out, and gets a call', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone', offer: '5m', leadGrace: '1s' });
  const north = await people.arrive('North Star', 'phone');
  const { page } = north;
  await askIn(north, circle.facilitator);
  await isIn(page);
  await button(page, 'Not now').click();
  const amber = await company.arrive(circle.invitation, 'Amber Leaf');
  const heron = await company.arrive(circle.invitation, 'Quiet Heron');
  const reader = await people.arrive('Soft Hill');
  await enter(reader, circle.invitation);
  const sheet = page.getByRole('dialog', { name: 'Lead' });
  await button(page, 'Lead').click();
  await sheet.getByRole('tab', { name: 'Meeting' }).click();
  await button(page, 'Begin').click();
  await button(page, 'Start main part').click();
  await sheet.getByRole('tab', { name: 'Floor' }).click();
  await choose(sheet.getByRole('radio', { name: 'Hands', exact: true }));
  await button(page, 'Take turns by raised hand').click();
  await amber.act({ do: 'raise-hand' });
  await button(sheet, 'Invite Amber Leaf to speak').click();
  await amber.sees(({ mine, holder }) => holder === mine.person);
  await amber.act({ do: 'say', text: 'Words that go too far.' });
  await heron.act({ do: 'raise-hand' });

  await test.step('HND-1 inviting is disabled while a person has the floor, and the reason is below', async () => {
    const invite = button(sheet, 'Invite Quiet Heron to speak');
    await expect(invite).toHaveAttribute('aria-disabled', 'true');
    await steady(page);
    await invite.click({ force: true });
    const why = sheet.getByRole('paragraph').filter({ hasText: 'someone has the piece' });
    await expect(why).toBeVisible();
    const lower = await button(sheet, 'Lower Quiet Heron’s hand').boundingBox();
    const at = await invite.boundingBox();
    expect(lower?.y).toBe(at?.y);
    expect((await why.boundingBox())?.y).toBeGreaterThan(at?.y ?? Number.POSITIVE_INFINITY);
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('VOI-6 a removed message offers no resonance, and leaves nothing to close', async () => {
    const heard = reader.page.getByRole('group', { name: 'Let Amber Leaf know' });
    await expect(heard).toBeVisible();
    await message(page, 'Words that go too far.').focus();
    await page.keyboard.press('Enter');
    await button(page, 'Remove message…').click();
    const form = page.getByRole('dialog', { name: 'Remove a message by Amber Leaf' });
    await form.getByLabel('Why').selectOption({ index: 2 });
    await form.getByLabel('A kind sentence for Amber Leaf').fill('It was hard on somebody.');
    await form.getByRole('button', { name: 'Remove message' }).click();
    for (const each of [page, reader.page]) {
      await expect(shown(each, 'Removed by a facilitator')).toBeVisible();
      await expect(each.getByRole('group', { name: 'Let Amber Leaf know' })).toHaveCount(0);
    }
    await expect(page.getByRole('toolbar', { name: 'This message' })).toHaveCount(0);
    await expect(page.getByRole('article').filter({ hasText: 'Removed by' })).toBeFocused();
  });

  await test.step('RND-7 the panel button names a disconnected holder and opens the controls that help', async () => {
    amber.drop();
    await button(page, 'Lead Lost connection').click();
    const lost = sheet.getByText('Amber Leaf lost connection. Their place is held.');
    await expect(lost).toBeVisible();
    await expect(shown(sheet, /^If you skip, the piece moves on/)).toBeVisible();
    await button(sheet, 'Wait one more minute').click();
    const said = sheet.getByRole('status').filter({ hasText: 'Waiting one more minute.' });
    await expect(said).toBeVisible();
    await button(sheet, 'Skip for now').click();
    await expect(lost).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('FAC-2 the only facilitator reads what happens to the circle, before and after stepping out', async () => {
    await button(page, 'You in this circle').click();
    await expect(shown(page, /^You’re the only facilitator here/)).toBeVisible();
    await button(page, 'Step out for a bit').click();
    await expect(page.getByRole('heading', { name: 'You’ve stepped out' })).toBeVisible();
    await expect(shown(page, /^While no facilitator is in the circle, it pauses/)).toBeVisible();
  });

  await test.step('DSK-2 a call for help reaches a facilitator who stepped out, and they can answer it', async () => {
    await heron.act({ do: 'ask-help', kind: 'unsafe', text: 'I am not safe right now' });
    const calls = page.getByRole('region', { name: 'Open calls for help' });
    await expect(calls).toBeInViewport({ ratio: 1 });
    await calls.getByRole('button').click();
    const call = page.getByRole('dialog', { name: 'Quiet Heron isn’t safe' });
    await call.getByLabel('Your answer to Quiet Heron').fill('I am coming.');
    await button(call, 'Send').click();
    await heron.sees(({ mine }) => mine.threads.some(({ state }) => state === 'answered'));
    await button(call, 'Close this call…').click();
    await button(call, 'Close this call').click();
    await heron.sees(({ mine }) => mine.threads.some(({ state }) => state === 'closed'));
    await page.keyboard.press('Escape');
  });

  await test.step('FAC-1 another facilitator who enters gets the lead', async () => {
    const other = await circle.organiser.makeLink(circle.id, { role: 'facilitator' });
    await company.arrive(other.url, 'Rowan');
    await expect(shown(page, /^Another facilitator is here and takes over/)).toBeVisible();
    await button(page, 'Come back').click();
    await isIn(page);
  });
});
