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
  return import('../../src/lib/storage.ts');
};

it('PRV-8 stores what belongs to a tab so that only this tab reads it', async () => {
  const { tabStorage } = await page();
  tabStorage.write('draft', { text: 'Nobody may read this' });
  expect([...areas.session.values()].join()).not.toMatch(/Nobody|draft|text/);
  expect((await page()).tabStorage.read('draft')).toEqual({ text: 'Nobody may read this' });
  window.name = '';
  expect((await page()).tabStorage.read('draft')).toBeNull();
});

it('PRV-8 never stores the same words as the same bytes', async () => {
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

it('EXIT-2 a browser that forbids storage takes part all the same', async () => {
  vi.stubGlobal('sessionStorage', undefined);
  vi.stubGlobal('localStorage', undefined);
  const { browserStorage, tabStorage } = await page();
  tabStorage.write('draft', 'words');
  expect(tabStorage.read('draft')).toBeNull();
  browserStorage.write('preferences', {});
  expect(browserStorage.read('preferences')).toBeNull();
});
