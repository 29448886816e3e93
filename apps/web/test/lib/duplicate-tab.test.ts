/** A duplicated tab is a device of its own, and takes nothing from the first (RND-16). */
import { beforeEach, expect, it, vi } from 'vitest';

type StorageEntries = Map<string, string>;
interface TestPage {
  readonly window: EventTarget & { name: string };
  readonly session: StorageEntries;
}

let channels: Set<FakeChannel>;
class FakeChannel extends EventTarget {
  constructor() {
    super();
    channels.add(this);
  }
  postMessage(data: unknown): void {
    for (const each of channels) {
      if (each === this) continue;
      queueMicrotask(() => each.dispatchEvent(Object.assign(new Event('message'), { data })));
    }
  }
}

const areaOf = (entries: StorageEntries) => ({
  getItem: (key: string) => entries.get(key) ?? null,
  setItem: (key: string, value: string) => void entries.set(key, value),
  removeItem: (key: string) => void entries.delete(key),
  clear: () => entries.clear(),
});

beforeEach(() => {
  channels = new Set();
  vi.useFakeTimers();
  vi.stubGlobal('BroadcastChannel', FakeChannel);
});

/** A page of this browser on this storage, as its own scripts see it. */
async function load({ window, session }: TestPage) {
  vi.resetModules();
  vi.stubGlobal('window', window);
  vi.stubGlobal('sessionStorage', areaOf(session));
  const { tabStorageReady: ownTab } = await import('../../src/lib/storage/duplicate-tab.ts');
  const { tabStorage } = await import('../../src/lib/storage/storage.ts');
  const known = ownTab();
  await vi.advanceTimersByTimeAsync(500);
  await known;
  return tabStorage;
}
const aPage = (): TestPage => ({
  window: Object.assign(new EventTarget(), { name: '' }),
  session: new Map(),
});
const copyOf = ({ window, session }: TestPage): TestPage => ({
  window: Object.assign(new EventTarget(), { name: window.name }),
  session: new Map(session),
});

it('RND-16 a duplicated tab has neither device nor draft of the first', async () => {
  const first = aPage();
  const stored = await load(first);
  stored.write('holdspace.device', 'device-of-the-first');
  stored.write('draft.c1', { text: 'mine' });
  const copy = copyOf(first);
  const copied = await load(copy);
  expect(copied.read('holdspace.device')).toBeNull();
  expect(copied.read('draft.c1')).toBeNull();
  expect(first.session.has('draft.c1')).toBe(true);
  expect(copy.window.name).not.toBe(first.window.name);
});

it('RND-16 a page that is loaded again keeps all of it, without waiting', async () => {
  const page = aPage();
  (await load(page)).write('holdspace.device', 'device');
  page.window.dispatchEvent(new Event('pagehide'));
  channels.clear();
  vi.resetModules();
  vi.stubGlobal('window', page.window);
  const { tabStorageReady: ownTab } = await import('../../src/lib/storage/duplicate-tab.ts');
  const { tabStorage } = await import('../../src/lib/storage/storage.ts');
  await ownTab();
  expect(tabStorage.read('holdspace.device')).toBe('device');
});

it('FLR-3 a page restored after a crash keeps its storage', async () => {
  const page = aPage();
  (await load(page)).write('draft.c1', { text: 'mine' });
  channels.clear();
  expect((await load(page)).read('draft.c1')).toEqual({ text: 'mine' });
});

it('RND-16 a browser without channels takes part all the same', async () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  vi.unstubAllGlobals();
  const page = aPage();
  vi.stubGlobal('window', page.window);
  vi.stubGlobal('sessionStorage', areaOf(page.session));
  vi.stubGlobal('BroadcastChannel', undefined);
  vi.resetModules();
  const { tabStorageReady: ownTab } = await import('../../src/lib/storage/duplicate-tab.ts');
  await ownTab();
  expect(page.session.size).toBe(1);
});
