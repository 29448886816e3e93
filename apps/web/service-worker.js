/**
 * The service worker: keeps the pages that must open without a connection, finishes what
 * ‘Leave now’ leaves behind, and shows alerts to staff who turned push on. Nothing of a circle is ever stored here: answers of the API pass
 * by untouched. Over plain http there is no worker, and nothing depends on it.
 *
 * The build puts `version` and `shell`, the addresses to keep, in front (vite-service-worker.ts).
 */
/* global version, shell */

const shellCache = `shell-${version}`;
/** Holds one empty entry while a sign-out is still to be sent; the page removes it too (tidy.ts). */
const pendingCache = 'pending';
const pendingEntry = '/sign-out';
const page = '/support';
/** Milliseconds for the server to answer a navigation, before the stored page takes its place. */
const patience = 3000;
/** The same for the way out, which waits for nothing of ours. */
const patienceOfLeaving = 500;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(keepShell());
});

async function keepShell() {
  const cache = await caches.open(shellCache);
  const requests = [page, ...shell].map((address) => new Request(address, { cache: 'no-cache' }));
  await cache.addAll(requests);
}

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([removeOldShells(), self.clients.claim()]));
});

async function removeOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('shell-') && name !== shellCache);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    event.respondWith(pathname === '/leave' ? leave(event) : navigate(request));
  } else if (shell.includes(pathname)) {
    event.respondWith(stored(pathname, () => fetch(request)));
  }
});

/** The newest page where the server answers in time, else the stored one. */
async function navigate(request) {
  const answered = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  const answer = await Promise.race([answered, late]).catch(() => undefined);
  return answer ?? stored(page, () => answered);
}

async function stored(address, otherwise) {
  const cache = await caches.open(shellCache);
  return (await cache.match(address)) ?? otherwise();
}

/**
 * The link behind ‘Leave now’ where the scripts of the page do not run, and its address typed.
 * The server tells a person from another site, which may send somebody here and sign nobody out.
 * Where the server is late the worker cannot tell, and it is taken for a person.
 */
async function leave(event) {
  const answered = fetch(event.request);
  const late = new Promise((resolve) => setTimeout(resolve, patienceOfLeaving));
  const answer = await Promise.race([answered, late]).catch(() => undefined);
  if (answer?.type === 'opaqueredirect') return answer;
  new BroadcastChannel('tabs').postMessage('leave');
  event.waitUntil(Promise.all([signOut(), closeAlerts()]));
  const shown = await stored(page, () => fetch(page));
  const [, harmless] = /<meta name="leave-to" content="([^"]+)"/.exec(await shown.text()) ?? [];
  if (!harmless) return fetch(event.request);
  return Response.redirect(harmless.replaceAll('&amp;', '&'), 303);
}

self.addEventListener('message', (event) => {
  if (event.data !== 'sign-out') return;
  event.waitUntil(Promise.all([signOut(), closeAlerts()]));
});

self.addEventListener('sync', (event) => {
  event.waitUntil(signOutIfPending());
});

async function signOut() {
  const cache = await caches.open(pendingCache);
  await cache.put(pendingEntry, new Response(''));
  await signOutIfPending();
}

/** Without a connection the browser wakes the worker when there is one, where it can. */
async function signOutIfPending() {
  const cache = await caches.open(pendingCache);
  if (!(await cache.match(pendingEntry))) return;
  try {
    const answer = await fetch('/api/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"leaving":true}',
    });
    if (answer.ok) return await caches.delete(pendingCache);
  } catch {
    // Tried again below.
  }
  await self.registration.sync?.register('sign-out').catch(() => undefined);
}

/** Where staff see what needs a look. Participants have no push: nothing here concerns them. */
const inbox = '/o';
/** Says nothing about whom or what it concerns, because others can read a locked screen. */
const alertText = { alert: 'Please have a look.', test: 'This is a test.' };

self.addEventListener('push', (event) => {
  event.waitUntil(showAlert(event.data));
});

/** A doubled alert has the same tag, and takes the place of the first without a second sound. */
async function showAlert(data) {
  const { id, topic } = parseAlert(data);
  await self.registration.showNotification('Holdspace', {
    body: topic === 'test' ? alertText.test : alertText.alert,
    tag: id ?? 'alert',
    icon: '/icon.svg',
  });
}

/** A browser that is pushed to must show something, also for what cannot be read. */
function parseAlert(data) {
  try {
    return data.json() ?? {};
  } catch {
    return {};
  }
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openInbox());
});

/** Goes to a page of staff that is open, and to no other: a circle stays as it is. */
async function openInbox() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = pages.find(({ url }) => /^\/o(\/|$)/.test(new URL(url).pathname));
  return open ? open.focus() : self.clients.openWindow(inbox);
}

/** Some push services give a device a new address from time to time. */
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renewPush(event));
});

async function renewPush({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  const { pushManager } = self.registration;
  const renewed = newSubscription ?? (options && (await pushManager.subscribe(options)));
  if (!renewed) return;
  // Without a session it is refused, and nothing is kept.
  await fetch('/api/house/me/push', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(renewed),
  });
}

async function closeAlerts() {
  const shown = await self.registration.getNotifications?.();
  for (const each of shown ?? []) each.close();
}
