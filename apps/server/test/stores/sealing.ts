/** Sealed commits of one small event, for whoever writes to a store in a test. */
import type { Append, DoneCommand, Head, LedgerId, Reading } from '../../src/stores/port.ts';
import { emptyHead } from '../../src/stores/port.ts';
import { Sealer } from '../../src/stores/seal.ts';

export interface Said {
  readonly type: 'Said';
  readonly what?: string;
  readonly words?: Readonly<Record<string, string>>;
  readonly erases?: readonly string[];
  readonly wordsUntil?: number;
}

export const sealer = new Sealer(Buffer.alloc(32, 7));

export const sealed = (
  ledger: LedgerId,
  previous: Head & { readonly log?: string },
  ...events: readonly Omit<Said, 'type'>[]
): Append =>
  sealer.seal<Said>(ledger, previous, {
    at: 1000,
    command: null,
    events: events.map((event) => ({ type: 'Said', ...event })),
  }).append;

export const commandOf = (
  by: string,
  id: string,
  version: number,
  until = 1e15 - 1,
): DoneCommand => ({ digest: sealer.digest('any', { by, id }), version, until });

/** Throws BrokenChain where the reading does not hold together. */
export function openAll(ledger: LedgerId, reading: Reading) {
  const opened = sealer.open<Said>(ledger, emptyHead, reading.entries);
  return {
    facts: opened.flatMap(({ commit }) => commit.facts),
    words: Object.fromEntries(sealer.reveal(ledger, reading.words, opened)),
  };
}
