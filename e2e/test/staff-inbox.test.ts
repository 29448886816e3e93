/**
 * The inbox of staff on two phones (ALR-3, ALR-6): a call for help that nobody in the circle sees
 * arrives by itself, one takes it, and the other sees who has it.
 */
import { accessibilityFaults } from './axe.ts';
import { button, pressFor, shown, signIn } from './doing.ts';
import { expect, type Person, picture, test } from './fixtures.ts';
import { goTo, press } from './keyboard-steps.ts';

const windows = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
  landscape: { width: 844, height: 390 },
} as const;

/** What an organiser does at other pages. */
async function ask(
  { page }: Person,
  method: 'POST' | 'PATCH',
  path: string,
  data: unknown,
): Promise<string> {
  const origin = new URL(page.url()).origin;
  const response = await page.request.fetch(`/api${path}`, { method, data, headers: { origin } });
  expect(response.ok(), `${method} ${path}`).toBe(true);
  return response.text();
}

const unsafeCard = ({ page }: Person) =>
  page.getByRole('article', { name: 'Somebody says they’re not safe' });

test('ALR-6 an alert arrives by itself on two phones, one has it, and the other sees who', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone', helpAlert: '1s', noShow: '10m' });
  const ada = await people.arrive('Ada', 'phone');
  await company.visit(ada.page, circle);
  await ask(ada, 'PATCH', '/house/me', { name: 'Ada North' });
  const added = await ask(ada, 'POST', '/house/staff', {
    ...{ name: 'Ben Adeyemi', roles: ['on-call'], circles: [] },
  });
  const { link } = JSON.parse(added) as { link: string };
  const ben = await people.arrive('Ben', 'phone');
  await signIn(ben.page, link);
  await ada.page.goto('/o');
  const empty = /^Nothing needs you right now/;
  await expect(shown(ada.page, empty)).toBeVisible();
  await expect(shown(ben.page, empty)).toBeVisible();
  await picture(ada.page, 'inbox-0-empty');

  const wren = await company.arrive(circle.invitation, 'Wren');
  await test.step('ALR-6 it is on every page of staff, with a count, and spoken once', async () => {
    await ada.page.getByRole('link', { name: 'People', exact: true }).click();
    await expect(ada.page.getByRole('heading', { level: 1, name: 'People' })).toBeFocused();
    await wren.act({ do: 'ask-help', kind: 'unsafe', text: 'I am alone at the station.' });
    const today = ada.page.getByRole('link', { name: 'Today 1 open alert' });
    await expect(today).toBeVisible({ timeout: 20_000 });
    await expect(ada.page).toHaveTitle(/^1 · /);
    const spoken = ada.page.locator('[aria-live="polite"]');
    await expect(spoken.filter({ hasText: 'Something new needs somebody.' })).toHaveCount(1);
    await today.click();
    await expect(unsafeCard(ada)).toContainText('Nobody has it yet.');
    await expect(unsafeCard(ada)).toContainText('Tuesday evening circle');
    await expect(unsafeCard(ben)).toBeVisible();
    // STF-6: who is on call sees the call, and no circle.
    await expect(unsafeCard(ben)).not.toContainText('Tuesday evening circle');
    await picture(ada.page, 'inbox-1-open');
    expect(await accessibilityFaults(ada.page, 'inbox')).toEqual([]);
  });

  await test.step('ALR-3 who takes it has it on the other phone too', async () => {
    await goTo(button(unsafeCard(ben), /^I have it/));
    await press(button(unsafeCard(ben), /^I have it/));
    await expect(unsafeCard(ben)).toContainText('You have it.');
    await expect(unsafeCard(ada)).toContainText('Ben Adeyemi has it.');
    await expect(unsafeCard(ada).getByRole('button', { name: /^I have it/ })).toHaveCount(0);
    await expect(ada.page.getByRole('link', { name: 'Today', exact: true })).toBeVisible();
    await expect(ada.page).not.toHaveTitle(/^1 · /);
    await picture(ada.page, 'inbox-2-taken');
  });

  await test.step('STF-6 who is on call reads the call and answers it, and nothing else', async () => {
    await unsafeCard(ben).getByRole('link', { name: 'Read and answer' }).click();
    await expect(
      ben.page.getByRole('heading', { level: 1, name: 'A call for help' }),
    ).toBeFocused();
    await expect(shown(ben.page, 'I am alone at the station.')).toBeVisible();
    await picture(ben.page, 'inbox-3-call');
    expect(await accessibilityFaults(ben.page, 'call')).toEqual([]);
    for (const address of ['/o/circles', '/o/people', '/o/settings', '/o/record', '/o/nowhere']) {
      await ben.page.goto(address);
      await expect(
        ben.page.getByRole('heading', { level: 1, name: 'There’s nothing here' }),
      ).toBeVisible();
    }
  });

  await test.step('ALR-6 after the network was gone the inbox is that of now', async () => {
    await ben.page.goto('/o');
    ada.line.cut();
    await pressFor(button(unsafeCard(ben), /^Give it back/), button(unsafeCard(ben), /^I have it/));
    ada.line.mend();
    await expect(unsafeCard(ada)).toContainText('Nobody has it yet.', { timeout: 30_000 });
  });
});

test('ALR-2 STF-5 the pages of the house fit every window, by day and in the evening', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone', helpAlert: '1s', noShow: '1s' });
  const ada = await people.arrive('Ada');
  await company.visit(ada.page, circle);
  await ask(ada, 'PATCH', '/house/me', { name: 'Ada North' });
  for (let n = 1; n < 9; n++) {
    await circle.organiser.openCircle({
      ...{ name: `Evening circle ${n}`, purpose: 'For carers.', minutes: 60 },
      start: new Date(Date.now() + n * 9 * 3_600_000).toISOString(),
    });
  }
  const wren = await company.arrive(circle.invitation, 'Wren');
  await wren.act({ do: 'ask-help', kind: 'unsafe', text: 'I am alone at the station.' });
  const faults: string[] = [];
  for (const [name, path, seen] of [
    ['today', '/o', 'Somebody says they’re not safe'],
    ['circles', '/o/circles', 'Coming up'],
    ['settings', '/o/settings', 'How staff are alerted'],
    ['record', '/o/record', 'Take it with you'],
    ['you', '/o/me', 'How you’re alerted'],
  ] as const) {
    await ada.page.goto(path);
    await expect(ada.page.getByRole('heading', { name: seen })).toBeVisible({ timeout: 20_000 });
    for (const [size, viewport] of Object.entries(windows)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await ada.page.emulateMedia({ colorScheme });
        await ada.page.setViewportSize(viewport);
        await picture(ada.page, `house-${name}-${size}-${colorScheme}`);
        faults.push(...(await accessibilityFaults(ada.page, `${name}, ${size}, ${colorScheme}`)));
      }
    }
  }
  expect(faults).toEqual([]);
});
