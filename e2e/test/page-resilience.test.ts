/** The page survives changes by the browser and faults of its own (PAGE-1). */
import { button, circleName, composer, enter, message, pageTitle, pageTitles } from './doing.ts';
import { expect, test } from './fixtures.ts';
import { takesPresses } from './keyboard-steps.ts';
import { translatePage } from './page-translation.ts';

const away = 'http://127.0.0.1:9/weather';
test.use({ settings: { HOLDSPACE_LEAVE_TO: away } });

for (const moves of [true, false]) {
  test(`PAGE-1 a translated page works through a round, ${moves ? 'with its own text nodes' : 'with other text nodes'}`, async ({
    company,
    people,
  }) => {
    const circle = await company.circle({ admit: 'everyone' });
    const rowan = await company.arrive(circle.facilitator, 'Rowan');
    const heron = await people.arrive('Quiet Heron', 'phone');
    const { page } = heron;
    await enter(heron, circle.invitation);
    await rowan.sees(({ people: there }) => there.length === 2);
    const me = rowan.view?.people.find(({ name }) => name === 'Quiet Heron')?.id ?? '';
    await translatePage(page, moves);

    await rowan.act({ do: 'begin' });
    await rowan.act({ do: 'say', text: 'Welcome.' });
    await expect(message(page, 'Welcome.')).toBeVisible();
    const hand = page.getByRole('button', { name: /^Raise/ });
    await hand.click();
    const lower = page.getByRole('button', { name: /^Lower/ });
    await expect(lower).toBeVisible();
    await lower.click();
    await expect(hand).toBeVisible();
    await rowan.act({ do: 'start-round', prompt: 'What helped?', order: [me] });
    await expect(page.getByText('What helped?').first()).toBeVisible();
    await button(page, 'I’d like to share').click();
    await composer(page).fill('A walk.');
    await button(page, 'Send').click();
    await expect(message(page, 'A walk.')).toBeVisible();
    await button(page, 'Done').click();
    await expect(button(page, 'Done')).toHaveCount(0);

    await button(page, 'Support').click();
    await expect(page.getByRole('dialog', { name: 'Support' })).toBeVisible();
    await page.keyboard.press('Escape');
    await rowan.act({ do: 'set-phase', phase: 'closing' });
    await rowan.act({ do: 'close' });
    await expect(pageTitle(page)).not.toBeEmpty();
    await expect(page.getByText('Something went wrong').filter({ visible: true })).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Leave now' })).toBeVisible();
  });
}

test('PAGE-1 a fault in one part does not affect the others; Support and Leave now work after any fault', async ({
  company,
  people,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const rowan = await company.arrive(circle.facilitator, 'Rowan');
  const heron = await people.arrive('Quiet Heron');
  const { page } = heron;
  await page
    .context()
    .route(away, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Weather</h1>' }));
  await enter(heron, circle.invitation);
  await rowan.act({ do: 'begin' });
  await rowan.act({ do: 'say', text: 'Welcome.' });
  await expect(message(page, 'Welcome.')).toBeVisible();

  await test.step('the message list fails, and recovers', async () => {
    await page.evaluate(() => {
      const { findLast } = Array.prototype;
      Array.prototype.findLast = function broken(this: unknown[], ...how: [never]) {
        if ((this[0] as { kind?: string } | undefined)?.kind) throw new Error('fault of the test');
        return findLast.apply(this, how);
      };
      Object.assign(window, { mend: () => Object.assign(Array.prototype, { findLast }) });
    });
    await composer(page).fill('Still here.');
    await rowan.act({ do: 'say', text: 'And more.' });
    await expect(page.getByRole('alert').getByText('Something went wrong').first()).toBeVisible();
    await expect(composer(page)).toHaveValue('Still here.');
    const again = button(page, 'Try again');
    await takesPresses(again);
    await page.evaluate(() => (window as unknown as { mend: () => void }).mend());
    await again.click();
    await expect(message(page, 'And more.')).toBeVisible();
  });

  await test.step('the whole page fails', async () => {
    await page.evaluate(() => document.getElementById('root')?.replaceChildren());
    await rowan.act({ do: 'say', text: 'Nobody reads this here.' });
    await rowan.act({ do: 'close' });
    await expect(pageTitle(page)).toHaveText('Something went wrong on this page');
    await button(page, 'Support').click();
    // A sheet of a broken screen cannot open, so it leads to the page.
    await expect(pageTitles(page)).toHaveText(['Support']);
    await page.goBack();
    await expect(pageTitle(page)).toBeVisible();
  });

  await test.step('Shift three times leaves a page whose screens do not load', async () => {
    // The service worker would answer with the scripts it keeps.
    await page.evaluate(async () => {
      for (const kept of await navigator.serviceWorker.getRegistrations()) await kept.unregister();
    });
    await page.route(/assets\/(index|base)-.*\.js/, (route) => route.abort());
    await page.goto('/support');
    await expect(pageTitles(page)).toHaveText(['Support']);
    await page.goto('/safety');
    await expect(pageTitle(page)).toHaveText('Something went wrong on this page');
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift');
    await expect(page.getByRole('heading', { name: 'Weather' })).toBeVisible();
    await expect.poll(() => page.context().cookies()).toEqual([]);
  });
  people.complaints.splice(0);
});

test('PAGE-1 without scripts Support is on the page, and Leave now leaves', async ({
  people,
  company,
}) => {
  const { invitation } = await company.circle();
  const { page } = await people.arrive('somebody', 'phone', { javaScriptEnabled: false });
  await page
    .context()
    .route(away, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Weather</h1>' }));
  for (const address of [invitation, '/support', '/c/abc']) {
    await page.goto(address);
    await expect(pageTitles(page)).toHaveText(['Support']);
    await expect(page.getByRole('link', { name: 'Call 112' })).toBeVisible();
    await expect(page.getByText(circleName)).toHaveCount(0);
  }
  await page.getByRole('link', { name: 'Leave now' }).click();
  await expect(page.getByRole('heading', { name: 'Weather' })).toBeVisible();
});
