/**
 * What a backup holds, as appends to a store: each checked against the chain, in the order of
 * the file. Whether any of them is written is for transfer.ts.
 */
import type { EventShape, Millis } from '@holdspace/core';
import { BrokenChain, type CommitCodec } from '../chain/commit-codec.ts';
import { hidesAuthors } from '../migration/remove-authors.ts';
import type { AppendRequest, AsideText, Head, LedgerId } from '../port/store.ts';
import { emptyHead } from '../port/store.ts';
import { alteredFault, readBackup } from './backup-file.ts';

/** With the last append of a ledger comes what waits outside its chain. */
export interface ImportedAppend extends AppendRequest {
  readonly aside: readonly AsideText[];
  /** The head that this commit was in the file, where the chain was made again; else null. */
  readonly remade: Head | null;
}

/**
 * From the first body of a desk on that names who asked for it, as older versions wrote them, the
 * chain is made again without, as at a start (PRV-11). Throws a BackupFault where the file is not
 * whole, not of this key, or altered.
 */
export async function* readAppends(
  file: string,
  sealer: CommitCodec,
): AsyncGenerator<ImportedAppend> {
  let ledger: LedgerId = '';
  let previous = emptyHead;
  let end = emptyHead;
  let waiting: readonly AsideText[] = [];
  /** Where the ledger ends in the store: as in the file, or made again. */
  let written: Head = emptyHead;
  let until: Millis | null = null;
  try {
    for await (const line of readBackup(file, sealer)) {
      if ('ledger' in line) {
        if (previous.mac !== end.mac) throw alteredFault(file);
        [ledger, previous, end, until] = [line.ledger, emptyHead, line.head, null];
        [written, waiting] = [emptyHead, line.aside ?? []];
        continue;
      }
      const { entry, words } = line;
      const opened = sealer.decode<EventShape>(ledger, previous, [entry]);
      sealer.verifyWords(ledger, words, opened);
      for (const { commit } of opened) {
        for (const fact of commit.facts) until = fact.wordsUntil ?? until;
      }
      // Set by the last commit alone: a time that was moved in time must not pass on the way.
      const wordsUntil = entry.version === end.version ? until : null;
      const named = hidesAuthors(ledger) && sealer.containsCommand(entry);
      const isSame = written.mac === previous.mac && !named;
      const anew = isSame ? entry : sealer.withoutCommand(ledger, written, entry);
      yield {
        ...{ ledger, log: null, previous: written, entry: anew, command: null, words, wordsUntil },
        ...{ erases: [], takes: [], nextDeadline: 0 },
        aside: entry.version === end.version ? waiting : [],
        remade: isSame ? null : { version: entry.version, mac: entry.mac },
      };
      previous = { version: entry.version, mac: entry.mac };
      written = { version: anew.version, mac: anew.mac };
    }
    if (previous.mac !== end.mac) throw alteredFault(file);
  } catch (cause) {
    throw cause instanceof BrokenChain ? alteredFault(file) : cause;
  }
}
