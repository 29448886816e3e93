/**
 * A whole store into one file, while it is in use, and back into an empty store: the same
 * commits under the same chain, with the words that could still be read. Log ids are not
 * taken along, so that whoever knew the old ledgers starts from a snapshot.
 *
 * The chain belongs to its key: the store that imports must have the key of the one that
 * exported (HOLDSPACE_SECRET), and the file does not hold it.
 */
import { existsSync } from 'node:fs';
import type { EventShape, Millis } from '@holdspace/core';
import {
  altered,
  BackupFault,
  type BackupLine,
  type Counts,
  counting,
  noCounts,
  readBackup,
  writeBackup,
} from './backup-file.ts';
import type { Append, Head, LedgerId, Store } from './port.ts';
import { emptyHead } from './port.ts';
import { BrokenChain, type Sealer } from './seal.ts';

export interface TransferOptions {
  /** Called again and again with what is done so far. */
  readonly progress?: (done: Counts) => void;
}

/** Writes the store as it is at one moment; throws BrokenChain when it does not hold together. */
export async function exportStore(
  store: Store,
  sealer: Sealer,
  file: string,
  { progress = () => undefined }: TransferOptions = {},
): Promise<Counts> {
  async function* lines(): AsyncGenerator<BackupLine> {
    let done = noCounts;
    for (const [ledger, head] of await headsOfOneMoment(store)) {
      for (const line of await linesOf(store, sealer, ledger, head)) {
        done = counting(done, line);
        yield line;
      }
      progress(done);
    }
  }
  if (existsSync(file)) throw new BackupFault(`${file} is there already; choose another name.`);
  return writeBackup(file, sealer, store.now(), lines());
}

/**
 * Reads the file twice: to see that it is whole, and then to write. `dryRun` stops before
 * the second. Throws a BackupFault and writes nothing when the store is not empty, or the
 * file is not whole, not of this key, or altered.
 */
export async function importStore(
  store: Store,
  sealer: Sealer,
  file: string,
  { dryRun = false, progress = () => undefined }: TransferOptions & { dryRun?: boolean } = {},
): Promise<Counts> {
  if ((await store.ledgers()).length > 0) {
    throw new BackupFault('There is something in the store already; import into an empty one.');
  }
  const whole = await inGroups(appendsIn(file, sealer), async () => undefined);
  if (dryRun) return whole;
  const write = async (append: Append) => {
    const answer = await store.append(append);
    if ('conflict' in answer) throw new BackupFault('Somebody else writes to the store.');
  };
  try {
    return await inGroups(appendsIn(file, sealer), write, progress);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BackupFault(
      `The import stopped half-way. Empty the store before you try again. ${why}`,
    );
  }
}

/** Of one moment, because a ledger may tell of what happened in another. */
async function headsOfOneMoment(store: Store): Promise<ReadonlyMap<LedgerId, Head>> {
  for (;;) {
    const names = await store.ledgers();
    const heads = await store.heads(names);
    if ((await store.ledgers()).length === names.length) return heads;
  }
}

async function linesOf(
  store: Store,
  sealer: Sealer,
  ledger: LedgerId,
  head: Head,
): Promise<BackupLine[]> {
  const { entries, words } = await store.read(ledger, 0);
  const opened = sealer.open<EventShape>(ledger, emptyHead, entries);
  sealer.reveal(ledger, words, opened);
  const writtenBy = new Map(
    opened.flatMap(({ commit, seals }) => Object.keys(seals).map((slot) => [slot, commit.version])),
  );
  const wordsOf = Map.groupBy(words, ({ slot }) => writtenBy.get(slot));
  return [
    { ledger, head: { version: head.version, mac: head.mac } },
    ...entries
      .slice(0, head.version)
      .map((entry) => ({ entry, words: wordsOf.get(entry.version) ?? [] })),
  ];
}

/** What the file holds, as appends to an empty store; each is checked against the chain. */
async function* appendsIn(file: string, sealer: Sealer): AsyncGenerator<Append> {
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

const atOnce = 256;

/** In groups, which a store can make durable in one go. */
async function inGroups(
  appends: AsyncIterable<Append>,
  write: (append: Append) => Promise<void>,
  progress: (done: Counts) => void = () => undefined,
): Promise<Counts> {
  let done = noCounts;
  let group: Append[] = [];
  const finish = async () => {
    await Promise.all(group.map(write));
    group = [];
    progress(done);
  };
  for await (const append of appends) {
    group.push(append);
    done = {
      ledgers: done.ledgers + (append.entry.version === 1 ? 1 : 0),
      entries: done.entries + 1,
      words: done.words + append.words.length,
    };
    if (group.length === atOnce) await finish();
  }
  await finish();
  return done;
}
