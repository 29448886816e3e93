/**
 * The desk: a start without a facilitator, an unseen call for help, the organiser's desk, reports,
 * and hiding a person.
 */
import {
  askIn,
  button,
  composer,
  isIn,
  message,
  pageTitle,
  pressSteady,
  say,
  shown,
} from './doing.ts';
import { expect, test } from './fixtures.ts';

test('no facilitator comes, a call for help is unseen, the organiser answers', async ({
  people,
  company,
}) => {
  const circle = await company.circle({
    admit: 'everyone',
    noShow: '1s',
    helpAlert: '1s',
    helpPlain: '2s',
  });
  const amber = await people.arrive('Amber Leaf', 'phone');
  const { page } = amber;
  const rowan = await people.arrive('the organiser');
  await company.visit(rowan.page, circle);
  await expect(pageTitle(rowan.page)).toBeVisible();

  await test.step('FAC-6 the phase stays at doors, and the page says truthfully why', async () => {
    await askIn(amber, circle.invitation);
    await expect(page.getByText(/no facilitator has come/).first()).toBeVisible();
    await expect(composer(page)).toBeVisible();
  });

  const support = page.getByRole('dialog', { name: 'Support' });
  await test.step('DSK-2 an unseen call says so; the people one can reach come first', async () => {
    await button(page, 'Support').click();
    await support.getByLabel('Message (optional)').fill('I am alone at the station.');
    await button(page, 'I am not safe right now').click();
    await expect(shown(support, 'Sent. No one has seen it yet.')).toBeVisible();
    const plainly = support.getByText(/^No one has seen this yet. Please don’t wait/);
    await expect(plainly).toBeVisible();
    const first = support.getByRole('link').first();
    const above = async () =>
      ((await first.boundingBox())?.y ?? 0) < ((await plainly.boundingBox())?.y ?? 0);
    expect(await above()).toBe(true);
    await page.keyboard.press('Escape');
    await expect(
      page.getByRole('main').getByText(/^No one has seen your request yet. Please don’t wait/),
    ).toBeVisible();
  });

  await test.step('DSK-2 the organiser’s desk shows it by itself, and the answer arrives', async () => {
    const call = rowan.page.getByRole('article', { name: /^Amber Leaf is not safe right now/ });
    await expect(call).toContainText('the organisers were alerted');
    await expect(call).toContainText('I am alone at the station.');
    await call.getByRole('button', { name: 'Mark as seen' }).click();
    await button(page, 'Support').click();
    await expect(shown(support, 'Seen by a facilitator.')).toBeVisible();
    await pressSteady(call.getByRole('button', { name: 'Answer…' }));
    await expect(shown(support, 'Someone is writing an answer.')).toBeVisible();
    await call
      .getByLabel('Your answer to Amber Leaf')
      .fill('I ring you now. Stay where it is light.');
    await pressSteady(call.getByRole('button', { name: 'Send answer' }));
    await expect(
      support.getByRole('listitem').filter({ hasText: 'Stay where it is light.' }),
    ).toBeVisible();
    await expect(support.getByText('An organiser', { exact: true })).toBeVisible();
  });
});

test('a report does not reach the person it is about, and a person hides another for themselves alone', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const north = await people.arrive('North Star');
  const amber = await people.arrive('Amber Leaf');
  const lead = north.page;
  const { page } = amber;
  await askIn(north, circle.facilitator);
  await isIn(lead);
  await button(lead, 'Begin').click();
  await askIn(amber, circle.invitation);
  await isIn(page);
  await button(page, 'Not now').click();
  const heron = await company.arrive(circle.invitation, 'Quiet Heron');
  const wave = await company.arrive(circle.invitation, 'Far Wave');
  await heron.act({ do: 'say', text: 'Some people never learn.' });
  await wave.act({ do: 'say', text: 'I am still listening.' });

  await test.step('DSK-4 the reporter is not shown, and sees the state of the report', async () => {
    await message(page, 'Some people').press('Enter');
    await button(page, 'Report').click();
    const form = page.getByRole('dialog', { name: /report/i });
    await form.getByLabel('What happened?').fill('That was about me.');
    await button(page, 'Send report').click();
    await button(page, 'OK').click();
    const report = lead.getByRole('article', { name: /^A report about a message of Quiet Heron/ });
    await expect(report).toContainText('That was about me.');
    await expect(report).toContainText('Some people never learn.');
    await expect(report).not.toContainText('Amber');
    await pressSteady(report.getByRole('button', { name: 'I’ll take care of it' }));
    await button(page, 'Support').click();
    const support = page.getByRole('dialog', { name: 'Support' });
    await expect(shown(support, 'Someone is taking care of it.')).toBeVisible();
    await pressSteady(report.getByRole('button', { name: 'Close…' }));
    await report.getByLabel('What was done').fill('I talked with them.');
    await pressSteady(report.getByRole('button', { name: 'Close report' }));
    await expect(shown(support, 'I talked with them.')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('DSK-4 a report about a facilitator is for the organiser alone', async () => {
    await button(page, '4 people').click();
    await button(page, 'Options for North Star').click();
    await button(page, 'Report').click();
    await page.getByLabel('What happened?').fill('Too fast for me.');
    await button(page, 'Send report').click();
    await button(page, 'OK').click();
    const rowan = await people.arrive('the organiser');
    await company.visit(rowan.page, circle);
    const report = rowan.page.getByRole('article', { name: 'A report about North Star' });
    await expect(report).toContainText('Too fast for me.');
    await expect(lead.getByText('Too fast for me.')).toHaveCount(0);
  });

  await test.step('VOI-9 a person hides another for themselves alone, and shows them again', async () => {
    await button(page, '4 people').click();
    await button(page, 'Options for Far Wave').click();
    await button(page, 'Hide').click();
    await page.keyboard.press('Escape');
    await expect(message(page, 'I am still listening.')).toHaveCount(0);
    await expect(message(lead, 'I am still listening.')).toBeVisible();
    await wave.act({ do: 'say', text: 'Can you hear me?' });
    await say(page, 'It is a mild evening.');
    await expect(message(page, 'Can you hear me?')).toHaveCount(0);
    await button(page, '4 people').click();
    await button(page, 'Options for someone you hid').click();
    await button(page, 'Stop hiding').click();
    await page.keyboard.press('Escape');
    await expect(message(page, 'Can you hear me?')).toBeVisible();
  });
});
