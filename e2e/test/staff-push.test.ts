/**
 * An alert that is pushed to a browser of the staff: the real service worker shows it, without
 * words of its own, once for each alert, and opens the page of staff.
 */
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

interface ServiceWorkerRegistrations {
  readonly registrations: readonly { readonly registrationId: string; readonly scopeURL: string }[];
}

/** The worker of this page, as the tools of the browser name it. */
async function findRegistration(page: Page, tools: CDPSession): Promise<string> {
  const found = new Promise<string>((resolve) => {
    tools.on('ServiceWorker.workerRegistrationUpdated', (event: ServiceWorkerRegistrations) => {
      const own = event.registrations.find(({ scopeURL }) => page.url().startsWith(scopeURL));
      if (own) resolve(own.registrationId);
    });
  });
  await tools.send('ServiceWorker.enable');
  return found;
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const { serviceWorker } = navigator;
    const notifications = await (await serviceWorker.ready).getNotifications();
    return notifications.map(({ title, body, tag }) => ({ title, body, tag }));
  });

test('ALR-2 a push is shown with neutral words, once for each alert, and Leave now takes it away', async ({
  people,
  server,
}) => {
  const { page } = await people.arrive('Ada', 'phone', { permissions: ['notifications'] });
  await page.goto('/');
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const tools = await page.context().newCDPSession(page);
  const registrationId = await findRegistration(page, tools);
  const tags = async () => (await shown(page)).map(({ tag }) => tag);
  /** Until it is shown: a busy browser can lose a message that its tools deliver. */
  const push = async (data: string, tag: string) =>
    expect(async () => {
      await tools.send('ServiceWorker.deliverPushMessage', {
        ...{ origin: server.url, registrationId, data },
      });
      await expect.poll(tags, { timeout: 3000 }).toContain(tag);
    }).toPass();

  const alert = (id: string) => push(JSON.stringify({ id, topic: 'alert' }), id);
  await alert('al_1');
  await alert('al_1');
  await alert('al_2');
  await push('something that is not from us', 'alert');
  const all = await shown(page);
  expect(all.map(({ tag }) => tag).sort()).toEqual(['al_1', 'al_2', 'alert']);
  for (const { title, body } of all) {
    expect([title, body]).toEqual(['Holdspace', 'Please have a look.']);
  }
  await page.evaluate(() => navigator.serviceWorker.controller?.postMessage('sign-out'));
  await expect.poll(() => shown(page)).toEqual([]);
});
