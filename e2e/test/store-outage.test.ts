/** The store of a node fails while a person writes, and returns: nothing is lost on the screen. */

import { Nodes } from '@holdspace/cluster';
import { signInOrganiser } from '@holdspace/rehearsal';
import { expect, test } from '@playwright/test';
import { askIn, button, composer, isIn, message, say } from './doing.ts';

test('WIRE-16 while the store fails the screen stays, and pending messages are sent afterwards', async ({
  browser,
}) => {
  const nodes = await Nodes.start({
    store: 'redis',
    count: 1,
    node: { env: { HOLDSPACE_LOG: 'error' } },
  });
  try {
    const organiser = await signInOrganiser(nodes.members[0]?.url ?? '', nodes.organiserLink);
    const start = new Date(Date.now() + 60_000).toISOString();
    const circle = await organiser.openCircle({
      ...{ name: 'Tuesday evening circle', purpose: '', start },
      settings: { admit: 'everyone' },
    });
    const page = await browser.newPage();
    await askIn({ page, name: 'North Star' }, circle.facilitatorLink.url);
    await isIn(page);
    await button(page, 'Begin').click();
    await say(page, 'Before.');
    nodes.redis?.pause();
    const holding = page.getByRole('status').filter({ hasText: 'We’re having trouble' });
    await expect(holding).toBeVisible({ timeout: 15_000 });
    await composer(page).fill('Meanwhile.');
    await button(page, 'Send').click();
    nodes.redis?.continue();
    await expect(holding).toBeHidden({ timeout: 15_000 });
    await expect(message(page, 'Meanwhile.')).toHaveCount(1);
    await page.reload();
    await expect(message(page, 'Before.')).toHaveCount(1);
    await expect(message(page, 'Meanwhile.')).toHaveCount(1);
  } finally {
    await nodes.stop();
  }
});
