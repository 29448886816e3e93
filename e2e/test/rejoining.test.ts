/** Joining with a visible button, a full circle, and returning (WAY-1, LIM-1). */
import {
  askIn,
  button,
  choose,
  circleName,
  isIn,
  joinButton,
  openLink,
  pageTitle,
  returnCodeOn,
} from './doing.ts';
import { expect, picture, test } from './fixtures.ts';

const long = 'An evening for people who look after someone in the family';

test('WAY-2 the join button is visible on every screen, and says how one enters', async ({
  people,
  company,
}) => {
  const words = { name: long, purpose: 'For people who look after somebody.' };
  const circle = await company.circle({ admit: 'everyone', seats: 1 }, 75, words);
  await company.arrive(circle.facilitator, 'अनन्या शर्मा');
  const { page } = await people.arrive('Amber Leaf', 'phone');
  await openLink(page, circle.invitation);
  for (const [width, height] of [
    [320, 568],
    [390, 664],
    [390, 844],
    [640, 400],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(joinButton(page)).toBeInViewport({ ratio: 1 });
    await expect(page.getByLabel('What should we call you here?')).toBeInViewport();
    await picture(page, `join-${width}x${height}`);
  }
  await expect(joinButton(page)).toHaveText('Join the circle');
  await expect(page.getByText(/You come straight in|You come in by yourself/)).toBeVisible();
  await expect(page.getByText(/No one in the circle sees you/)).toHaveCount(0);
  // It began at the start of this journey: yesterday, at midnight.
  await expect(page.getByText(/^(Today|Yesterday), .*\d to .*\d/)).toBeVisible();

  // LIM-1: the seat is taken meanwhile; a person who opens the link now reads it before the press.
  await company.arrive(circle.invitation, 'River Stone');
  await page.reload();
  await expect(page.getByText('The one seat for sharing is taken.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Just listening today' })).toBeChecked();
  await page.getByLabel('What should we call you here?').fill('Amber Leaf');
  await choose(page.getByRole('checkbox', { name: /^I’ll keep/ }));
  await button(page, 'Join and listen').click();
  await isIn(page, long);
});

test('WAY-1 the start page and an invitation lead back to the own membership', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  await company.arrive(circle.facilitator, 'North Star');
  const heron = await people.arrive('Quiet Heron', 'phone');
  const { page } = heron;
  await askIn(heron, circle.invitation);
  await isIn(page);

  await page.goto('/');
  await page.waitForLoadState('networkidle');
  expect(await page.content()).not.toMatch(/Tuesday|Quiet Heron/);
  await button(page, 'Show my circles').click();
  await expect(page.getByRole('heading', { name: 'Your circles in this browser' })).toBeFocused();
  await page.getByRole('link', { name: new RegExp(circleName) }).click();
  await isIn(page);

  // A new code at any time; the page says its effect before.
  await button(page, 'You in this circle').click();
  await button(page, 'Your devices and return code').click();
  const sheet = page.getByRole('dialog', { name: 'Your devices and return code' });
  await sheet.getByRole('button', { name: 'Not now', exact: true }).click();
  await sheet.getByRole('button', { name: 'Hide words', exact: true }).click();
  await sheet.getByRole('button', { name: 'Make a new code' }).click();
  await expect(sheet.getByText(/old code stops working/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Make the code' }).click();
  const code = await returnCodeOn(sheet);

  // In another browser the invitation offers the way back, and stays for afterwards.
  const other = await people.arrive('Quiet Heron elsewhere', 'phone');
  await openLink(other.page, circle.invitation);
  await other.page.getByRole('link', { name: 'I was here before' }).click();
  await expect(other.page.getByRole('link', { name: 'Back to my invitation' })).toBeVisible();
  await other.page.getByLabel('Your six words').fill(`my code: ${code.join(' ')}, xx`);
  await button(other.page, 'Come back').click();
  await isIn(other.page);
  const { people: known } = await circle.organiser.circle(circle.id);
  expect(known.filter(({ role }) => role === 'participant')).toHaveLength(1);

  // The field on the start page takes six words too.
  await other.page.goto('/');
  await other.page.getByLabel('Paste your link here').fill(code.join(' '));
  await button(other.page, 'Open my invitation').click();
  await expect(pageTitle(other.page)).toHaveText('Come back with your six words');
  await expect(other.page.getByLabel('Your six words')).toHaveValue(code.join(' '));
});
