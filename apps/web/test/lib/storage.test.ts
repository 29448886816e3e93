/** The storage of the browser: unreadable on the disk, and sealed by the way out. */
import { beforeEach, expect, it, vi } from 'vitest';

const areas = { local: new Map<string, string>(), session: new Map<string, string>() };
const areaOf = (entries: Map<string, string>) => ({
  getItem: (key: string) => entries.get(key) ?? null,
  setItem: (key: string, value: string) => void entries.set(key, value),
  removeItem: (key: string) => void entries.delete(key),
  clear: () => entries.clear(),
});

beforeEach(() => {
  vi.resetModules();
  areas.local.clear();
  areas.session.clear();
  vi.stubGlobal('window', { name: '' });
  vi.stubGlobal('localStorage', areaOf(areas.local));
  vi.stubGlobal('sessionStorage', areaOf(areas.session));
});

/** A page that is opened or loaded again in the same tab. */
const page = async () => {
  vi.resetModules();
  return import('../../src/lib/storage/storage.ts');
};

it('PRV-8 stores entries of a tab so that only this tab can read them', async () => {
  const { tabStorage } = await page();
  tabStorage.write('draft', { text: 'Nobody may read this' });
  expect([...areas.session.values()].join()).not.toMatch(/Nobody|draft|text/);
  expect((await page()).tabStorage.read('draft')).toEqual({ text: 'Nobody may read this' });
  window.name = '';
  expect((await page()).tabStorage.read('draft')).toBeNull();
});

it('PRV-8 never stores the same text as the same bytes', async () => {
  const { tabStorage } = await page();
  tabStorage.write('draft', 'the same');
  const first = areas.session.get('draft');
  tabStorage.write('draft', 'the same');
  expect(areas.session.get('draft')).not.toBe(first);
});

it('EXIT-2 writes nothing after it was sealed, in any tab or the whole browser', async () => {
  const { browserStorage, emptyTabStorage, sealStorage, tabStorage } = await page();
  tabStorage.write('draft', 'before');
  sealStorage();
  emptyTabStorage();
  tabStorage.write('draft', 'typed 50 ms before');
  browserStorage.write('preferences', { theme: 'day' });
  expect(areas.session.size).toBe(0);
  expect(areas.local.size).toBe(0);
  expect(window.name).toBe('');
});

/** What a browser does that blocks cookies for this site, or a page in a closed frame. */
const forbidding = () => {
  throw new DOMException('Access is denied for this document.', 'SecurityError');
};

it.each([
  ['has none', undefined],
  ['throws at every use', { getItem: forbidding, setItem: forbidding, removeItem: forbidding }],
])(
  'CON-1 a browser whose storage %s keeps what is written as long as the page',
  async (_how, area) => {
    vi.stubGlobal('sessionStorage', area);
    vi.stubGlobal('localStorage', area);
    const { browserStorage, tabStorage } = await page();
    tabStorage.write('entry', { seat: 'listener' });
    expect(tabStorage.read('entry')).toEqual({ seat: 'listener' });
    tabStorage.write('entry', null);
    expect(tabStorage.read('entry')).toBeNull();
    browserStorage.write('preferences', { theme: 'day' });
    expect(browserStorage.read('preferences')).toEqual({ theme: 'day' });
    tabStorage.write('draft', 'words');
    expect((await page()).tabStorage.read('draft')).toBeNull();
  },
);

it('CON-1 a browser that throws on access to its storage does not break the page', async () => {
  for (const name of ['sessionStorage', 'localStorage', 'BroadcastChannel', 'caches'] as const) {
    vi.stubGlobal(name, undefined);
    Object.defineProperty(globalThis, name, { configurable: true, get: forbidding });
  }
  const { tabStorage } = await page();
  tabStorage.write('entry', 'listener');
  expect(tabStorage.read('entry')).toBe('listener');
});

it('EXIT-2 Leave now also removes values that the browser refused to store', async () => {
  vi.stubGlobal('sessionStorage', undefined);
  vi.stubGlobal('localStorage', undefined);
  const {
    browserStorage,
    emptyTabStorage,
    resetTabStorage: renewTabStorage,
    sealStorage,
    tabStorage,
  } = await page();
  tabStorage.write('draft', 'words');
  renewTabStorage();
  expect(tabStorage.read('draft')).toBeNull();
  tabStorage.write('draft', 'more words');
  browserStorage.write('preferences', {});
  sealStorage();
  emptyTabStorage();
  expect(tabStorage.read('draft')).toBeNull();
  expect(browserStorage.read('preferences')).toBeNull();
});
