/** Back closes what is open, and asks the holder of the piece before it leaves the page (PAGE-2). */
import type { Page } from '@playwright/test';
import { button, composer, enter } from './doing.ts';
import { expect, test } from './fixtures.ts';

const dialog = (page: Page) => page.getByRole('dialog');
const entries = (page: Page) => page.evaluate(() => history.length);

test('PAGE-2 Back closes a sheet, asks the holder, goes to the start page, and Forward returns', async ({
  company,
  people,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const rowan = await company.arrive(circle.facilitator, 'Rowan');
  const heron = await people.arrive('Quiet Heron', 'phone');
  const { page } = heron;
  await page.goto('/safety');
  await enter(heron, circle.invitation);
  await rowan.act({ do: 'begin' });
  await rowan.sees(({ people: there }) => there.length === 2);
  const me = rowan.view?.people.find(({ name }) => name === 'Quiet Heron')?.id ?? '';
  await rowan.act({ do: 'start-round', prompt: 'How are you?', order: [me] });
  await button(page, 'I’d like to share').click();
  await composer(page).fill('Half written');
  const here = page.url();
  const before = await entries(page);

  for (const name of ['Support', 'You in this circle', 'Support']) {
    await button(page, name).click();
    await expect(dialog(page)).toBeVisible();
    await page.goBack();
    await expect(dialog(page)).toHaveCount(0);
    expect(page.url()).toBe(here);
    expect(await entries(page)).toBe(before);
  }
  await expect(composer(page)).toHaveValue('Half written');
  expect(rowan.view?.frozen).toBe(false);

  await page.goBack();
  await expect(dialog(page)).toHaveAccessibleName('It’s your turn');
  await page.goBack();
  await expect(dialog(page)).toHaveCount(0);
  await page.goBack();
  await button(page, 'Stay').click();
  await expect(dialog(page)).toHaveCount(0);
  await page.reload();
  await expect(composer(page)).toHaveValue('Half written');
  await page.goBack();
  await button(page, 'Leave this page').click();
  await expect(page).toHaveURL(/\/$/);
  await rowan.sees(({ frozen }) => frozen);
  await page.goForward();
  await expect(composer(page)).toHaveValue('Half written');
  await rowan.sees(({ holder, frozen }) => holder === me && !frozen);
  await composer(page).fill('');
  await button(page, 'Done').click();

  // This person does not have the piece now: Back leaves without a question.
  await rowan.sees(({ holder }) => holder === null);
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
});

test('PAGE-2 Back closes the menu of a person, and a sheet outside of a circle', async ({
  company,
  people,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const north = await people.arrive('North Star');
  const { page } = north;
  await enter(north, circle.facilitator);
  await company.arrive(circle.invitation, 'River Stone');
  const menu = page.getByRole('group', { name: 'For River Stone' });
  await page.getByRole('button', { name: 'For River Stone' }).click();
  await expect(menu).toBeVisible();
  await page.goBack();
  await expect(menu).toBeHidden();
  await expect(composer(page)).toBeVisible();

  await page.goto('/privacy');
  await page.goto('/safety');
  await button(page, 'Support').click();
  await expect(dialog(page)).toBeVisible();
  await page.goBack();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/safety$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/privacy$/);
});
