/** The token in the address of the page, whatever became of the link (CON-1). */
import { beforeEach, expect, it, vi } from 'vitest';

vi.mock('../../src/lib/storage/storage.ts', () => {
  const entries = new Map<string, unknown>();
  return {
    tabStorage: {
      read: (key: string) => entries.get(key) ?? null,
      write: (key: string, value: unknown) => entries.set(key, value),
    },
  };
});
const { forgetLink, takeLink, tokenInAddress } = await import('../../src/join/link/link-token.ts');
const { parsePasted: readPasted } = await import('../../src/pages/parse-pasted.ts');

const token = 'p7k2m9qwertyzx3vbnm4h5gfds6a8cjekt';
const replaced: string[] = [];
const at = (address: string) => vi.stubGlobal('location', new URL(address, 'http://here.test'));
beforeEach(() => {
  replaced.length = 0;
  vi.stubGlobal('history', {
    state: null,
    replaceState: (_state: unknown, _title: string, path: string) => replaced.push(path),
  });
  forgetLink();
});

it.each([
  `/j#${token}`,
  `/j#${token}%`,
  `/j#${token}%E0`,
  `/j#${token})`,
  `/j#${token}%E2%80%8B`,
  `/j#${token.toUpperCase()}`,
  `/j/#${token}`,
  `/j?fbclid=abc#${token}`,
  `/j%23${token}`,
  `/#${token}`,
])('CON-1 %s is the link that it was, and leaves the address', (address) => {
  at(address);
  expect(tokenInAddress()).toBe(token);
  expect(takeLink()).toEqual({ token, pressed: false });
  expect(replaced).toEqual(['/j']);
});

it('CON-1 a link without its end is reported as cut; a reload keeps the stored token', () => {
  at(`/j#${token.slice(4)}`);
  expect(takeLink()).toBe('cut');
  at('/j');
  expect(takeLink()).toBe('cut');
  at(`/j#${token}`);
  takeLink();
  at('/j');
  expect(takeLink()).toMatchObject({ token });
});

it('CON-1 the paste field takes a link, the address of a circle and six words', async () => {
  const circle = 'abcdefghjk0123456789mnpqrs';
  expect(await readPasted(`Hi, here: <https://x.test/j#${token}>.`)).toEqual({ is: 'link', token });
  expect(await readPasted(`https://x.test/c/${circle}`)).toEqual({ is: 'circle', circle });
  const code = 'aerial caravan emerald herald meadow pocket';
  expect(await readPasted(`“${code}”`)).toEqual({ is: 'code', code });
  expect(await readPasted(' ')).toEqual({ is: 'empty' });
  expect(await readPasted(`https://x.test/j#${token.slice(9)}`)).toEqual({ is: 'cut' });
  expect(await readPasted('hello there')).toEqual({ is: 'nothing' });
});
