/** What a browser keeps of the links it used. */
import { beforeEach, expect, it, vi } from 'vitest';

const store = new Map<string, string>();

beforeEach(() => {
  store.clear();
  vi.resetModules();
  vi.stubGlobal('window', { name: '' });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
    removeItem: (key: string) => store.delete(key),
  });
});

const links = () => import('../../src/lib/storage/used-links.ts');
const token = 'vhnrc49vqjrhvfzdb60f5ae0670rze4bw7';

it('EXIT-4 knows a used link, and no other', async () => {
  const { isUsedLink: isUsed, markLinkUsed: markUsed } = await links();
  expect(isUsed(token)).toBe(false);
  markUsed(token);
  expect(isUsed(token)).toBe(true);
  for (let count = 0; count < 500; count++) expect(isUsed(`${token}${count}`)).toBe(false);
});

it('EXIT-4 knows a used link in capitals and with spaces around it', async () => {
  const { isUsedLink: isUsed, markLinkUsed: markUsed } = await links();
  markUsed(` ${token.toUpperCase()}`);
  expect(isUsed(token)).toBe(true);
  expect(isUsed(`${token.toUpperCase()} `)).toBe(true);
});

it('EXIT-4 a link that was only looked at counts as used after Leave now', async () => {
  const {
    markOpenedAsUsed: closeOpened,
    isUsedLink: isUsed,
    markLinkOpened: markOpened,
  } = await links();
  markOpened(token);
  expect(isUsed(token)).toBe(false);
  closeOpened();
  expect(isUsed(token)).toBe(true);
});

it('EXIT-4 keeps nothing of a link but a number, another one in each browser', async () => {
  const { markLinkUsed: markUsed } = await links();
  const kept = () => {
    store.clear();
    markUsed(token);
    return [...store.values()].join();
  };
  const first = kept();
  expect(first).not.toContain(token.slice(0, 6));
  expect(JSON.parse(first).used).toHaveLength(1);
  expect(JSON.parse(first).used).not.toEqual(JSON.parse(kept()).used);
});

it('EXIT-4 keeps the newest 200 marks', async () => {
  const { isUsedLink: isUsed, markLinkUsed: markUsed } = await links();
  for (let count = 0; count <= 200; count++) markUsed(`${token}${count}`);
  expect(isUsed(`${token}200`)).toBe(true);
  expect(isUsed(`${token}0`)).toBe(false);
});
