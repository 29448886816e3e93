/** What the service worker does with a push, in a scope of its own that has what it asks for. */
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';

const source = readFileSync(new URL('../../service-worker.js', import.meta.url), 'utf8');

interface ShownNotification {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly close: () => void;
}

/** A worker that runs, and a browser around it. */
function startWorker(pages: readonly string[] = []) {
  const listeners = new Map<string, (event: object) => void>();
  const shown: ShownNotification[] = [];
  const focused: string[] = [];
  const openWindow = vi.fn();
  const sent = vi.fn(async () => ({ ok: true }));
  const registration = {
    async showNotification(title: string, options: Omit<ShownNotification, 'title' | 'close'>) {
      const at = shown.findIndex(({ tag }) => tag === options.tag);
      if (at >= 0) shown.splice(at, 1);
      const close = () =>
        void shown.splice(
          shown.findIndex(({ tag }) => tag === options.tag),
          1,
        );
      shown.push({ title, ...options, close });
    },
    getNotifications: async () => [...shown],
    pushManager: { subscribe: async (options: object) => ({ endpoint: 'new', options }) },
  };
  const matchAll = async () =>
    pages.map((url) => ({ url, focus: async () => void focused.push(url) }));
  const self = {
    addEventListener: (type: string, listener: (event: object) => void) =>
      listeners.set(type, listener),
    registration,
    clients: { matchAll, openWindow },
  };
  const cache = { put: async () => undefined, match: async () => undefined };
  const caches = { open: async () => cache, delete: async () => true };
  const scope = { version: '1', shell: [], self, caches, fetch: sent, URL, Response, JSON };
  runInContext(source, createContext(scope));
  const dispatch = async (type: string, event: object) => {
    const waits: Promise<unknown>[] = [];
    listeners.get(type)?.({ ...event, waitUntil: (wait: Promise<unknown>) => waits.push(wait) });
    await Promise.all(waits);
  };
  const push = (data: unknown) =>
    dispatch('push', { data: data === undefined ? null : { json: () => data } });
  return { dispatch, push, shown, focused, openWindow, sent };
}

describe('the service worker', () => {
  it('ALR-2 shows an alert with neutral words, and a test as one', async () => {
    const worker = startWorker();
    await worker.push({ id: 'al_1', topic: 'alert' });
    await worker.push({ id: 'test_1', topic: 'test' });
    expect(worker.shown.map(({ title, body, tag }) => [title, body, tag])).toEqual([
      ['Holdspace', 'Please have a look.', 'al_1'],
      ['Holdspace', 'This is a test.', 'test_1'],
    ]);
  });

  it('ALR-5 shows a doubled alert once', async () => {
    const worker = startWorker();
    for (let n = 0; n < 3; n++) await worker.push({ id: 'al_1', topic: 'alert' });
    await worker.push({ id: 'al_2', topic: 'alert' });
    expect(worker.shown.map(({ tag }) => tag)).toEqual(['al_1', 'al_2']);
  });

  it('ALR-2 shows something for what it cannot read, because browsers demand it', async () => {
    const worker = startWorker();
    for (const data of [undefined, null, 'text', { topic: 'constructor' }, { id: 'x' }]) {
      await worker.push(data);
    }
    const bodies = new Set(worker.shown.map(({ body }) => body));
    expect(bodies).toEqual(new Set(['Please have a look.']));
  });

  it('ALR-6 a press opens the page of staff that is there, never a circle, or a new one', async () => {
    const circle = 'https://circles.example.org/c/tuesdays';
    const press = { notification: { close: vi.fn() } };
    const alone = startWorker([circle]);
    await alone.dispatch('notificationclick', press);
    expect(press.notification.close).toHaveBeenCalled();
    expect([alone.focused, alone.openWindow.mock.calls]).toEqual([[], [['/o']]]);
    const staff = 'https://circles.example.org/o/people';
    const beside = startWorker([circle, staff]);
    await beside.dispatch('notificationclick', press);
    expect([beside.focused, beside.openWindow.mock.calls]).toEqual([[staff], []]);
  });

  it('ALR-2 tells the server when the push service gives the device a new address', async () => {
    const worker = startWorker();
    await worker.dispatch('pushsubscriptionchange', { oldSubscription: { options: { key: 1 } } });
    expect(worker.sent).toHaveBeenCalledWith(
      '/api/house/me/push',
      expect.objectContaining({
        method: 'POST',
        body: '{"endpoint":"new","options":{"key":1}}',
      }),
    );
    await worker.dispatch('pushsubscriptionchange', {});
    expect(worker.sent).toHaveBeenCalledTimes(1);
  });

  it('EXIT-2 takes alerts off the screen with Leave now', async () => {
    const worker = startWorker();
    await worker.push({ id: 'al_1', topic: 'alert' });
    await worker.push({ id: 'al_2', topic: 'alert' });
    await worker.dispatch('message', { data: 'sign-out' });
    expect(worker.shown).toEqual([]);
  });
});
