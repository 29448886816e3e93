/**
 * Exports a whole store into one file while it is in use, and imports it into an empty store of any
 * kind: the same commits under the same chain, with the words that can still be read. The file has
 * no log ids, so clients of the old ledgers start from a snapshot.
 *
 * The chain belongs to its key: the store that imports must have the key of the one that exported
 * (HOLDSPACE_SECRET), and the file does not hold it.
 */
import { existsSync } from 'node:fs';
import type { EventShape, Millis } from '@holdspace/core';
import type { CommitCodec } from '../chain/commit-codec.ts';
import type { AppendRequest, Head, LedgerId, LogHead, Store } from '../port/store.ts';
import { emptyHead } from '../port/store.ts';
import { type BackupCounts, BackupFault, type BackupLine, writeBackup } from './backup-file.ts';
import { type ImportedAppend as Arriving, readAppends } from './backup-reader.ts';

export interface TransferOptions {
  /** Called after each batch with the commits done and their total. */
  readonly progress?: (done: number, of: number) => void;
}

/** Writes the store as it is at one moment; throws BrokenChain when it does not hold together. */
export async function exportStore(
  store: Store,
  sealer: CommitCodec,
  file: string,
  { progress = () => undefined }: TransferOptions = {},
): Promise<BackupCounts> {
  async function* lines(): AsyncGenerator<BackupLine> {
    const heads = await consistentHeads(store);
    const of = [...heads.values()].reduce((sum, { version }) => sum + version, 0);
    let done = 0;
    for (const [ledger, head] of heads) {
      yield* await backupLinesOf(store, sealer, ledger, head);
      done += head.version;
      progress(done, of);
    }
  }
  if (existsSync(file)) throw new BackupFault(`${file} is there already; choose another name.`);
  return writeBackup(file, sealer, store.now(), lines());
}

export interface ImportOptions extends TransferOptions {
  /** Stops before writing. */
  readonly dryRun?: boolean;
  /** Called with each head of the file that becomes another one, without authors (PRV-11). */
  readonly remade?: (ledger: LedgerId, head: Head) => void;
}

/** `already`: commits that an earlier, interrupted import had written. */
export interface ImportResult extends BackupCounts {
  readonly already: number;
}

/**
 * Reads the file twice: to check that it is complete, and to write it; at the end it compares the
 * store with the file. It continues an interrupted import of the same file. Throws a BackupFault and writes nothing when the store has other data, or the file is
 * incomplete, altered or made with another key.
 */
export async function importStore(
  store: Store,
  sealer: CommitCodec,
  file: string,
  { dryRun = false, progress = () => undefined, remade = () => undefined }: ImportOptions = {},
): Promise<ImportResult> {
  const there = await store.heads(await store.ledgers());
  const parts = await ledgersToImport(readAppends(file, sealer), there, remade);
  const sum = (count: (part: ImportedLedger) => number) =>
    [...parts.values()].reduce((total, part) => total + count(part), 0);
  const entries = sum(({ head }) => head.version);
  const counts = {
    ...{ ledgers: parts.size, entries, words: sum(({ words }) => words) },
    already: sum((part) => part.already),
  };
  if (dryRun) return counts;
  try {
    await writeGroups(store, readAppends(file, sealer), there, (done) => progress(done, entries));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BackupFault(`The import stopped half-way; begin it again, and it goes on. ${why}`);
  }
  for (const [ledger, part] of parts) await verifyImport(store, sealer, ledger, part);
  return counts;
}

/** One ledger of the file. */
interface ImportedLedger {
  readonly head: Head;
  readonly words: number;
  readonly wordsUntil: Millis | null;
  /** How many of its commits the store already has. */
  readonly already: number;
}

/**
 * The ledgers of the file. Throws unless the store is empty or holds a beginning of each ledger.
 */
async function ledgersToImport(
  appends: AsyncIterable<Arriving>,
  there: ReadonlyMap<LedgerId, LogHead>,
  remade: (ledger: LedgerId, head: Head) => void,
): Promise<ReadonlyMap<LedgerId, ImportedLedger>> {
  const parts = new Map<LedgerId, ImportedLedger>();
  for await (const { ledger, entry, words, wordsUntil, remade: inFile } of appends) {
    if (inFile) remade(ledger, inFile);
    const before = parts.get(ledger);
    // Its mac covers all that came before it.
    const { version, mac } = there.get(ledger) ?? emptyHead;
    const same = entry.version === version && entry.mac === mac;
    parts.set(ledger, {
      head: { version: entry.version, mac: entry.mac },
      words: (before?.words ?? 0) + words.length,
      wordsUntil,
      already: same ? version : (before?.already ?? 0),
    });
  }
  for (const [ledger, { version }] of there) {
    if (version === 0 || parts.get(ledger)?.already === version) continue;
    throw new BackupFault('There is something else in the store; import into an empty one.');
  }
  return parts;
}

const batchSize = 256;

/** Writes in groups, because a store can make a group durable at once. */
async function writeGroups(
  store: Store,
  appends: AsyncIterable<Arriving>,
  there: ReadonlyMap<LedgerId, LogHead>,
  progress: (done: number) => void,
): Promise<void> {
  let done = 0;
  let group: AppendRequest[] = [];
  const write = async (append: AppendRequest) => {
    const answer = await store.append(append);
    if ('conflict' in answer) throw new BackupFault('Somebody else writes to the store.');
  };
  const finish = async () => {
    const all = await Promise.allSettled(group.map(write));
    group = [];
    for (const each of all) if (each.status === 'rejected') throw each.reason;
    progress(done);
  };
  for await (const append of appends) {
    done++;
    if (append.entry.version > (there.get(append.ledger)?.version ?? 0)) group.push(append);
    if (group.length === batchSize || append.aside.length > 0) await finish();
    for (const each of append.aside) await store.setAside(append.ledger, each);
  }
  await finish();
}

/** Reads a ledger as a server does, and counts its commits. */
async function verifyImport(
  store: Store,
  sealer: CommitCodec,
  ledger: LedgerId,
  { head, words, wordsUntil }: ImportedLedger,
): Promise<void> {
  const wrong = new BackupFault(`Ledger ${ledger} did not arrive as it is in the file.`);
  const reading = await store.read(ledger, 0);
  const opened = sealer.decode<EventShape>(ledger, emptyHead, reading.entries);
  sealer.verifyWords(ledger, reading.words, opened);
  if (reading.head.mac !== head.mac || opened.length !== head.version) throw wrong;
  const past = wordsUntil !== null && wordsUntil <= store.now();
  if (!past && reading.words.length !== words) throw wrong;
}

/** A snapshot of one moment, because one ledger may refer to events of another. */
async function consistentHeads(store: Store): Promise<ReadonlyMap<LedgerId, Head>> {
  for (;;) {
    const names = await store.ledgers();
    const heads = await store.heads(names);
    if ((await store.ledgers()).length === names.length) return heads;
  }
}

async function backupLinesOf(
  store: Store,
  sealer: CommitCodec,
  ledger: LedgerId,
  head: Head,
): Promise<BackupLine[]> {
  const { entries, words } = await store.read(ledger, 0);
  const aside = await store.aside(ledger);
  const opened = sealer.decode<EventShape>(ledger, emptyHead, entries);
  sealer.verifyWords(ledger, words, opened);
  const writtenBy = new Map(
    opened.flatMap(({ commit, seals }) => Object.keys(seals).map((slot) => [slot, commit.version])),
  );
  const wordsOf = Map.groupBy(words, ({ slot }) => writtenBy.get(slot));
  return [
    {
      ledger,
      head: { version: head.version, mac: head.mac },
      ...(aside.length > 0 ? { aside: [...aside] } : {}),
    },
    ...entries
      .slice(0, head.version)
      .map((entry) => ({ entry, words: wordsOf.get(entry.version) ?? [] })),
  ];
}
