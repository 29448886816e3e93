/** The agreements of a circle change while it meets: organiser, people in it, and who comes late. */
import type { Locator, Page } from '@playwright/test';
import type { Circle } from './company.ts';
import {
  button,
  choose,
  enter,
  isIn,
  joinButton,
  message,
  openLink,
  pressSteady,
  steady,
} from './doing.ts';
import { expect, picture, test } from './fixtures.ts';
import { startScreenReaderLog } from './screen-reader-log.ts';

const changedHeading = (page: Page) =>
  page.getByRole('heading', { level: 1, name: 'Our agreements changed' });

/** The same picture by day and in the evening, and on a phone that lies on its side. */
async function pictures(page: Page, what: string, end: Locator): Promise<void> {
  const size = page.viewportSize();
  for (const [colorScheme, light] of [
    ['light', 'day'],
    ['dark', 'evening'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `agreements-${what}-${light}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  await end.scrollIntoViewIfNeeded();
  await picture(page, `agreements-${what}-end`);
  await page.setViewportSize({ width: 844, height: 390 });
  await picture(page, `agreements-${what}-landscape`);
  if (size) await page.setViewportSize(size);
}

const changeAgreements = (circle: Circle, agreements: readonly string[]) =>
  circle.organiser.changeCircle(circle.id, { agreements: [...agreements] });

test('people read what changed, agree, and go on; until then nothing said reaches them', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const { clauses } = await circle.organiser.circle(circle.id);
  const star = await company.arrive(circle.facilitator, 'North Star');
  const leaf = await company.arrive(circle.invitation, 'Amber Leaf');
  await star.act({ do: 'begin' });
  const heron = await people.arrive('Quiet Heron', 'phone');
  const spoken = await startScreenReaderLog(heron.page);
  await enter(heron, circle.invitation);
  await leaf.act({ do: 'say', text: 'Said before the change.' });
  await expect(message(heron.page, 'Said before the change.')).toBeVisible();

  const organiser = await people.arrive('Organiser');
  await test.step('an organiser changes a clause, adds one and moves it, by the keyboard', async () => {
    const { page } = organiser;
    await company.visit(page, circle);
    await expect(page.getByText('3 of 3 members have agreed to them.')).toBeVisible();
    await button(page, 'Change the agreements').click();
    await expect(page.getByRole('textbox', { name: 'Agreement 1' })).toBeFocused();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('What’s said here stays here, names too.');
    await button(page, 'Add an agreement').click();
    await expect(page.getByRole('textbox', { name: 'Agreement 6' })).toBeFocused();
    await page.getByRole('textbox', { name: 'Agreement 6' }).fill('We begin and end on time.');
    await button(page, 'Move agreement 6 up').focus();
    await steady(page);
    await page.keyboard.press('Enter');
    await expect(button(page, 'Move agreement 5 up')).toBeFocused();
    await expect(page.getByRole('textbox', { name: 'Agreement 5' })).toHaveValue(
      'We begin and end on time.',
    );
    await expect(page.getByRole('radio', { name: /^The meaning/ })).toBeChecked();
    await pictures(page, 'organiser', button(page, 'Save the agreements'));
    await button(page, 'Save the agreements').click();
    await expect(page.getByText('0 of 3 members have agreed to them.')).toBeVisible();
    await expect(button(page, 'Change the agreements')).toBeFocused();
  });

  await test.step('a person on a phone is shown what changed, before anything further', async () => {
    const { page } = heron;
    await expect(changedHeading(page)).toBeFocused();
    await expect
      .poll(() => spoken.words)
      .toContain('The agreements of this circle changed. Please read what’s different.');
    const shown = page.getByRole('definition');
    await expect(shown.getByText('What’s said here stays here, names too.')).toBeVisible();
    await expect(shown.getByText(clauses[0]?.text ?? '')).toBeVisible();
    await star.act({ do: 'agree', version: 2 });
    await leaf.act({ do: 'agree', version: 2 });
    await leaf.act({ do: 'say', text: 'Said under the second.' });
    await pictures(page, 'changed', button(page, 'Leave the circle'));
    await page.getByText('What was said before the change').click();
    await expect(page.getByText('Said before the change.')).toBeVisible();
    await expect(page.getByText('Said under the second.')).toHaveCount(0);
    await pressSteady(button(page, 'Copy or delete what you wrote'));
    await expect(button(page, 'Save a copy of what I wrote')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('another change comes while they read; they agree to that', async () => {
    const { page } = heron;
    const { clauses: now } = await circle.organiser.circle(circle.id);
    await changeAgreements(circle, [...now.map(({ text }) => text), 'We rest.']);
    await expect(page.getByRole('definition').getByText('We rest.')).toBeVisible();
    await pressSteady(button(page, 'I agree'));
    await isIn(page);
    await expect(message(page, 'Said under the second.')).toBeVisible();
  });

  await test.step('a change of wording asks no one', async () => {
    await circle.organiser.changeCircle(circle.id, {
      agreements: ['The same, shorter.'],
      agreementsChange: 'wording',
    });
    await star.act({ do: 'agree', version: 4 });
    await star.act({ do: 'say', text: 'Let’s go on.' });
    await expect(message(heron.page, 'Let’s go on.')).toBeVisible();
    await expect(changedHeading(heron.page)).toHaveCount(0);
  });
});

test('who reads an invitation while the agreements change is shown the new ones', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const { page } = await people.arrive('Quiet Heron', 'phone');
  await openLink(page, circle.invitation);
  await page.getByLabel('What should we call you here?').fill('Quiet Heron');
  const agree = page.getByRole('checkbox', { name: /^I’ll keep what is said here/ });
  await choose(agree);
  await changeAgreements(circle, ['Everything may be told.']);
  await joinButton(page).click();
  await expect(page.getByRole('main').getByText(/agreements have changed since/)).toBeVisible();
  await expect(page.getByText('Everything may be told.')).toBeVisible();
  await expect(agree).not.toBeChecked();
  await picture(page, 'agreements-invitation');
  await choose(agree);
  await joinButton(page).click();
  await expect(joinButton(page)).toHaveCount(0);
});
