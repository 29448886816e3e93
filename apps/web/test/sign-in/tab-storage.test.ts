/** What a tab stores belongs to one person (KEY-2), and a press outlives a lost answer (KEY-3). */
import { beforeEach, expect, it, vi } from 'vitest';

const entries = new Map<string, string>();

beforeEach(() => {
  vi.resetModules();
  entries.clear();
  vi.stubGlobal('window', { name: '' });
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
    clear: () => entries.clear(),
  });
});

const load = async () => ({
  ...(await import('../../src/lib/storage/storage.ts')),
  ...(await import('../../src/lib/storage/circle-storage.ts')),
  ...(await import('../../src/sign-in/make-return-code.ts')),
});

/** What the server answers, in this order; null: there is no connection. */
function answers(...list: readonly (readonly [status: number, body: unknown] | null)[]) {
  const bodies: unknown[] = [];
  const left = [...list];
  vi.stubGlobal('fetch', async (_url: string, { body }: { readonly body: string }) => {
    bodies.push(JSON.parse(body));
    const next = left.shift();
    if (!next) throw new TypeError('offline');
    return new Response(JSON.stringify(next[1]), { status: next[0] });
  });
  return bodies;
}

it('KEY-2 the next user of a tab sees nothing that the previous one wrote', async () => {
  const {
    claimTabStorage: claimTab,
    storeReturnCode: keepReturnCode,
    storedReturnCode: keptReturnCode,
    tabStorage,
  } = await load();
  claimTab('tuesday', 'heron');
  tabStorage.write('draft.tuesday', { text: 'mine' });
  keepReturnCode('tuesday', 'six words');
  claimTab('tuesday', 'heron');
  expect(keptReturnCode('tuesday')).toBe('six words');
  claimTab('tuesday', 'leaf');
  expect(tabStorage.read('draft.tuesday')).toBeNull();
  expect(keptReturnCode('tuesday')).toBeNull();
});

it('KEY-2 a tab with a new user cannot read what was stored for the previous one', async () => {
  const { claimTabStorage: claimTab, tabStorage } = await load();
  claimTab('tuesday', 'heron');
  tabStorage.write('draft.tuesday', 'mine');
  const bytes = entries.get('draft.tuesday') ?? '';
  claimTab('tuesday', 'leaf');
  entries.set('draft.tuesday', bytes);
  expect(tabStorage.read('draft.tuesday')).toBeNull();
  tabStorage.write('draft.tuesday', 'hers');
  vi.resetModules();
  expect((await load()).tabStorage.read('draft.tuesday')).toBe('hers');
});

it('KEY-3 asks with the same id until the answer is there', async () => {
  const {
    hasPendingRequest: isPressed,
    storedReturnCode: keptReturnCode,
    makeReturnCode,
  } = await load();
  const asked = answers(
    null,
    [503, { code: 'holding-on', message: '' }],
    [200, { returnCode: 'six words' }],
  );
  await expect(makeReturnCode('tuesday')).rejects.toThrow();
  await expect(makeReturnCode('tuesday')).rejects.toThrow();
  expect(isPressed('tuesday')).toBe(true);
  await makeReturnCode('tuesday');
  expect(new Set(asked.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(keptReturnCode('tuesday')).toBe('six words');
  expect(isPressed('tuesday')).toBe(false);
});

it('KEY-3 forgets the id of a press that was refused, and takes a new one', async () => {
  const { hasPendingRequest: isPressed, makeReturnCode } = await load();
  const refused = [409, { code: 'not-yours', message: '' }] as const;
  const asked = answers(refused, refused);
  await expect(makeReturnCode('tuesday')).rejects.toThrow();
  expect(isPressed('tuesday')).toBe(false);
  await expect(makeReturnCode('tuesday')).rejects.toThrow();
  expect(new Set(asked.map((each) => JSON.stringify(each))).size).toBe(2);
});
