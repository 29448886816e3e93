/**
 * What a browser asks for: the join form needs no code of a circle, a newer deployment is said in
 * plain words, and text does not move when its font comes late (PAGE-3).
 */
import type { Page } from '@playwright/test';
import { askIn, button, composer, isIn, joinButton } from './doing.ts';
import { expect, test } from './fixtures.ts';

const nameField = 'What should we call you here?';

/** The files of the screens that the page has asked for so far, without fonts. */
function watchFiles(page: Page): () => readonly string[] {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    // The service worker fetches for the next visit.
    if (/\.(js|css)$/.test(pathname) && !request.serviceWorker()) asked.add(pathname);
  });
  return () => [...asked];
}

/** Kilobytes (1,000 bytes) as gzip. */
async function gzipped(url: string, files: readonly string[]): Promise<number> {
  const sizes = files.map(async (file) => {
    const answer = await fetch(url + file, {
      method: 'HEAD',
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(answer.headers.get('content-encoding'), file).toBe('gzip');
    return Number(answer.headers.get('content-length'));
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1000;
}

test('PAGE-3 the join form needs 130 kB of scripts at most, and nothing of a circle; that comes while one reads', async ({
  people,
  company,
  server,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const { page } = await people.arrive('Amber Leaf', 'phone', { serviceWorkers: 'block' });
  const files = watchFiles(page);
  await page.goto(circle.invitation);
  await expect(button(page, 'Open my invitation')).toBeVisible();
  const before = files();
  const scripts = before.filter((file) => file.endsWith('.js'));
  expect(await gzipped(server.url, scripts)).toBeLessThan(130);
  expect(await gzipped(server.url, before)).toBeLessThan(150);
  expect(before.filter((file) => /circle|live|participant|panels|organiser/.test(file))).toEqual(
    [],
  );
  // All of it was named by the page: no file waited for another one.
  const html = await (await fetch(`${server.url}/j`)).text();
  expect(before.filter((file) => !html.includes(`"${file}"`))).toEqual([]);

  await button(page, 'Open my invitation').click();
  await expect(page.getByLabel(nameField)).toBeVisible();
  await expect
    .poll(() => files().filter((file) => /\/(circle|live)-.*\.js$/.test(file)).length)
    .toBeGreaterThanOrEqual(2);
});

test('PAGE-3 after a new deployment a part that is gone says so, and the words are kept', async ({
  people,
  company,
}) => {
  const circle = await company.circle({ admit: 'everyone' });
  const heron = await people.arrive('Quiet Heron', 'phone', { serviceWorkers: 'block' });
  const { page } = heron;
  const notice = page.getByText('There’s a newer version of this page').first();
  const again = button(page, 'Load the page again').first();
  const gone = (pattern: RegExp) => page.route(pattern, (route) => route.fulfill({ status: 404 }));

  await test.step('the screen of the circle, while the invitation is read', async () => {
    await gone(/assets\/circle-/);
    await askIn(heron, circle.invitation);
    // Only the first script of the page tells a new deployment from a bad connection.
    await page.waitForRequest(/assets\/index-/);
    await expect(notice).toHaveCount(0);
    await expect(joinButton(page)).toBeVisible();
    await gone(/assets\/index-/);
    await expect(notice).toBeVisible({ timeout: 15_000 });
    await page.unrouteAll();
  });

  await test.step('a part of the circle, while a message is written', async () => {
    await gone(/assets\/sign-in/);
    await again.click();
    await isIn(page);
    await composer(page).fill('What I want to say.');
    await gone(/assets\/index-/);
    await expect(notice).toBeVisible({ timeout: 15_000 });
    await expect(composer(page)).toHaveValue('What I want to say.');
    await page.unrouteAll();
    await again.click();
    await expect(composer(page)).toHaveValue('What I want to say.');
    await expect(notice).toHaveCount(0);
  });
  people.complaints.splice(0);
});

test('PAGE-3 nothing moves when the fonts come late', async ({ people, company }) => {
  const circle = await company.circle({ admit: 'everyone' });
  const { page } = await people.arrive('Amber Leaf', 'phone', { serviceWorkers: 'block' });
  await page.addInitScript(() => {
    const found = { shift: 0 };
    Object.assign(window, { moved: found });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        found.shift += (entry as unknown as { value: number }).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.route(/\.woff2$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  for (const address of ['/', '/support', circle.invitation]) {
    const came = page.waitForResponse(/text-basic/);
    await page.goto(address);
    await expect(page.locator('#root main').first()).toBeVisible();
    await came;
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))),
    );
    const shift = await page.evaluate(
      () => (window as unknown as { moved: { shift: number } }).moved.shift,
    );
    expect(shift, address).toBeLessThan(0.001);
  }
});

test('PAGE-3 a sentence stands where the screens are still on their way, and goes with them', async ({
  people,
}) => {
  const { page } = await people.arrive('Amber Leaf', 'phone', { serviceWorkers: 'block' });
  const held = Promise.withResolvers<void>();
  await page.route(/assets\/index-.*\.js/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  const sentence = page.locator('#root > p');
  await expect(sentence).toHaveText('One moment…');
  await expect(sentence).toBeVisible();
  held.resolve();
  // By its name: until the styles are there, the texts for a page without screens are not hidden.
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome' })).toBeVisible();
  await expect(sentence).toHaveCount(0);
});
