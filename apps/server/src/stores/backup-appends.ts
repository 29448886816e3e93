/**
 * What a backup holds, as appends to a store: each checked against the chain, in the order of
 * the file. Whether any of them is written is for transfer.ts.
 */
import type { EventShape, Millis } from '@holdspace/core';
import { altered, readBackup } from './backup-file.ts';
import type { Append, LedgerId } from './port.ts';
import { emptyHead } from './port.ts';
import { BrokenChain, type Sealer } from './seal.ts';

/** Throws a BackupFault where the file is not whole, not of this key, or altered. */
export async function* appendsIn(file: string, sealer: Sealer): AsyncGenerator<Append> {
  let ledger: LedgerId = '';
  let previous = emptyHead;
  let end = emptyHead;
  let until: Millis | null = null;
  try {
    for await (const line of readBackup(file, sealer)) {
      if ('ledger' in line) {
        if (previous.mac !== end.mac) throw altered(file);
        [ledger, previous, end, until] = [line.ledger, emptyHead, line.head, null];
        continue;
      }
      const { entry, words } = line;
      const opened = sealer.open<EventShape>(ledger, previous, [entry]);
      sealer.reveal(ledger, words, opened);
      for (const { commit } of opened) {
        for (const fact of commit.facts) until = fact.wordsUntil ?? until;
      }
      // Set by the last commit alone: a time that was moved in time must not pass on the way.
      const wordsUntil = entry.version === end.version ? until : null;
      yield { ledger, log: null, previous, entry, command: null, words, erases: [], wordsUntil };
      previous = { version: entry.version, mac: entry.mac };
    }
    if (previous.mac !== end.mac) throw altered(file);
  } catch (cause) {
    throw cause instanceof BrokenChain ? altered(file) : cause;
  }
}
