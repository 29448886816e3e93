/** What the tab keeps of what one writes, through a reload (FLR-3, TXT-1). */
import type { Message, MessageId, PersonId } from '@holdspace/protocol';
import { beforeEach, expect, it, vi } from 'vitest';

const session = new Map<string, string>();
beforeEach(() => {
  session.clear();
  vi.resetModules();
  vi.stubGlobal('window', { name: '' });
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => session.get(key) ?? null,
    setItem: (key: string, value: string) => void session.set(key, value),
    removeItem: (key: string) => void session.delete(key),
  });
});

const me = 'heron' as PersonId;
const said = (text: string): Message => ({
  id: text as MessageId,
  by: me,
  text,
  turn: null,
  at: 0,
});
const words = { text: 'Last night I hurt myself again.', note: 'self-harm', ask: 'ideas' } as const;

/** A page that is loaded again in the same tab, which had kept this. */
async function loaded(kept: object, timeline: readonly Message[] = [], pending: object[] = []) {
  const { tabStorage } = await import('../../src/lib/storage/storage.ts');
  tabStorage.write('draft.c1', kept);
  const { restoreDraft: restored } = await import('../../src/circle/composer/draft.ts');
  return restored({ circle: 'c1', me, getTimeline: () => timeline, pending: pending as never });
}

it('TXT-1 a message that was pending at a reload returns with its note and ask', async () => {
  const kept = { text: '', note: null, ask: null, sending: [words] };
  expect(await loaded(kept)).toEqual(words);
});

it('TXT-1 an arrived message leaves nothing in the draft', async () => {
  const kept = { text: '', note: null, ask: null, sending: [words] };
  expect(await loaded(kept, [said(words.text)])).toEqual({ text: '', note: null, ask: null });
});

it('TXT-1 a returned message is placed before the newer text, and both notes stay', async () => {
  const kept = { text: 'And another thing.', note: 'grief', ask: null, sending: [words] };
  expect(await loaded(kept)).toEqual({
    text: `${words.text}\n\nAnd another thing.`,
    note: 'self-harm, grief',
    ask: 'ideas',
  });
});

it('FLR-3 a pending message of this page does not return to the draft', async () => {
  const kept = { text: 'newer', note: null, ask: null, sending: [words] };
  const pending = [{ id: 'i1', ...words, state: 'asking' }];
  expect(await loaded(kept, [], pending)).toMatchObject({ text: 'newer', note: null });
});
