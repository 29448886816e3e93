/** Sealed commits of one small event, for tests that write to a store. */

import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';
import type {
  AppendRequest,
  Head,
  LedgerId,
  LedgerReading,
  ProcessedCommand,
} from '../../src/storage/port/store.ts';
import { emptyHead } from '../../src/storage/port/store.ts';

export interface StoredSample {
  readonly type: 'Said';
  readonly what?: string;
  readonly words?: Readonly<Record<string, string>>;
  readonly erases?: readonly string[];
  readonly wordsUntil?: number;
}

export const testCodec = new CommitCodec(Buffer.alloc(32, 7));

export const sampleAppend = (
  ledger: LedgerId,
  previous: Head & { readonly log?: string },
  ...events: readonly Omit<StoredSample, 'type'>[]
): AppendRequest =>
  testCodec.encode<StoredSample>(ledger, previous, {
    at: 1000,
    command: null,
    nextDeadline: null,
    events: events.map((event) => ({ type: 'Said', ...event })),
  }).append;

export const processedCommand = (
  by: string,
  id: string,
  version: number,
  until = 1e15 - 1,
): ProcessedCommand => ({ digest: testCodec.commandDigest('any', { by, id }), version, until });

/** Throws BrokenChain when the chain of the reading is broken. */
export function decodeAll(ledger: LedgerId, reading: LedgerReading) {
  const opened = testCodec.decode<StoredSample>(ledger, emptyHead, reading.entries);
  return {
    facts: opened.flatMap(({ commit }) => commit.facts),
    words: Object.fromEntries(testCodec.verifyWords(ledger, reading.words, opened)),
  };
}
