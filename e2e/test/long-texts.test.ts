/** Long pasted texts: nothing is cut, everything is sent, and the connection stays. */
import { askIn, button, composer, isIn, trySend } from './doing.ts';
import { expect, picture, test } from './fixtures.ts';

const account = `${'It began when I was nine. '.repeat(230)}AND THIS IS THE POINT: he is on his way.`;
const places = 'A list of places that help. '.repeat(750);

test('TXT-3 a pasted text is never cut, the field says how much is too long, and the connection stays', async ({
  people,
  company,
  server,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const rowan = await people.arrive('Rowan');
  const { page } = rowan;
  let opened = 0;
  page.on('websocket', () => {
    opened += 1;
  });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: server.url,
  });
  const paste = async (text: string) => {
    await page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await page.keyboard.press('ControlOrMeta+V');
  };
  await askIn(rowan, circle.facilitator);
  await isIn(page);
  await button(page, 'Begin').click();
  const heron = await company.arrive(circle.invitation, 'Quiet Heron');
  await heron.sees(({ mine }) => mine.whereabouts === 'in');
  const before = opened;

  await test.step('among facilitators', async () => {
    await button(page, 'Among facilitators').click();
    const field = page.getByLabel('To the facilitators only');
    await field.click();
    await paste(places);
    await expect(field).toHaveValue(places);
    const words = page.getByText('This is 16,999 characters too long. Nothing was cut.');
    await expect(words.first()).toBeVisible();
    await button(page, 'Tell the facilitators').click();
    await expect(field).toBeFocused();
    await expect(field).toHaveValue(places);
    await field.fill('\u0001'.repeat(100) + 'x'.repeat(3900));
    await expect(words).toHaveCount(0);
    await field.fill('Shorter.');
    await button(page, 'Tell the facilitators').click();
    await expect(field).toHaveValue('');
  });

  await test.step('in the help line', async () => {
    await button(page, /^(Support|Help)/u)
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    const field = dialog.getByRole('textbox').first();
    await field.click();
    await paste(account);
    await expect(field).toHaveValue(account);
    await expect(dialog.getByText('Nothing was cut.').first()).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('in the circle, with invisible control characters', async () => {
    await composer(page).fill(`Hello${'\u0001'.repeat(3000)}`);
    await expect(page.getByText(/characters too long/u).first()).toBeVisible();
    await trySend(page);
    await expect(page.getByText('This is longer than one message can be').first()).toBeVisible();
    await composer(page).click();
    await composer(page).fill('');
    await paste(account);
    await expect(composer(page)).toHaveValue(account);
    await picture(page, 'words-too-long');
    await composer(page).fill('漢'.repeat(4000));
    await button(page, 'Send').click();
    await heron.sees(({ timeline }) => timeline.at(-1)?.text === '漢'.repeat(4000));
  });
  expect(opened).toBe(before);
});
