/**
 * Reads whole ledgers from the data folder of a server, beside the running server, or from a
 * backup file. It opens the database as a reader for one request and closes it again: it holds no
 * lock, writes nothing and makes no file.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EventShape, Words } from '@holdspace/core';
import {
  BackupFault,
  BrokenChain,
  CommitCodec,
  type DecodedCommit,
  deriveKeys,
  emptyHead,
  type LedgerEntry,
  openSqliteStore,
  readBackup,
  readSettings,
  type SaltedWords,
  StoreFault,
} from '@holdspace/server/inspector';
import { InspectionError } from './inspection-error.ts';

/** All commits of one ledger, oldest first, and the words that can still be read. */
export interface WholeLedger<Event extends EventShape> {
  readonly commits: readonly DecodedCommit<Event>[];
  readonly words: Words;
}

export interface LedgerSource {
  /** What it reads, for the page and the terminal. */
  readonly title: string;
  /** Answers with the names of all ledgers, sorted. */
  ledgers(): Promise<readonly string[]>;
  /** Answers with the ledgers of these names; one that does not exist has no commits. */
  read(names: readonly string[]): Promise<readonly WholeLedger<EventShape>[]>;
}

type Environment = Readonly<Record<string, string | undefined>>;

interface StoredLedger {
  readonly entries: readonly LedgerEntry[];
  readonly words: readonly SaltedWords[];
}

const nothing: StoredLedger = { entries: [], words: [] };

/**
 * Opens a data folder or a backup file. Throws an InspectionError for a path that is neither, and
 * where the secret is missing. The secret is that of the settings (HOLDSPACE_SECRET,
 * HOLDSPACE_SECRET_FILE) or the file `secret` in the folder, or beside the backup.
 */
export function openSource(path: string, environment: Environment): LedgerSource {
  if (!existsSync(path)) throw new InspectionError(`There is no folder or file ${path}.`);
  const isFolder = statSync(path).isDirectory();
  if (isFolder && !existsSync(join(path, 'holdspace.db'))) {
    throw new InspectionError(
      `${path} is no data folder of Holdspace: it contains no holdspace.db. A server on Redis ` +
        'has none either; make a backup of it with “npx holdspace export FILE” and inspect that.',
    );
  }
  const codec = codecFor(isFolder ? path : dirname(path), environment);
  return isFolder ? folderSource(path, codec) : backupSource(path, codec);
}

function folderSource(folder: string, codec: CommitCodec): LedgerSource {
  const withStore = async <T>(
    work: (store: Awaited<ReturnType<typeof openSqliteStore>>) => Promise<T>,
  ): Promise<T> => {
    const store = await openSqliteStore({ folder, access: 'reader' });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  return {
    title: folder,
    ledgers: () => explained(folder, () => withStore((store) => store.ledgers())),
    read: (names) =>
      explained(folder, async () => {
        const readings = await withStore((store) =>
          Promise.all(names.map((name) => store.read(name, 0))),
        );
        return names.map((name, i) => decoded(codec, name, readings[i] ?? nothing));
      }),
  };
}

function backupSource(file: string, codec: CommitCodec): LedgerSource {
  const readAll = async () => {
    const ledgers = new Map<string, { entries: LedgerEntry[]; words: SaltedWords[] }>();
    let current: { entries: LedgerEntry[]; words: SaltedWords[] } | undefined;
    for await (const line of readBackup(file, codec)) {
      if ('ledger' in line) {
        current = { entries: [], words: [] };
        ledgers.set(line.ledger, current);
      } else {
        current?.entries.push(line.entry);
        current?.words.push(...line.words);
      }
    }
    return ledgers;
  };
  return {
    title: file,
    ledgers: () => explained(file, async () => [...(await readAll()).keys()].sort()),
    read: (names) =>
      explained(file, async () => {
        const ledgers = await readAll();
        return names.map((name) => decoded(codec, name, ledgers.get(name) ?? nothing));
      }),
  };
}

function decoded(codec: CommitCodec, name: string, { entries, words }: StoredLedger) {
  const commits = codec.decode<EventShape>(name, emptyHead, entries);
  return { commits, words: codec.verifyWords(name, words, commits) };
}

/** The faults of the store, the backup and the chain are sentences already. */
async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof BrokenChain) {
      throw new InspectionError(
        `${cause.message} Is the secret the one that ${path} was written with?`,
      );
    }
    if (cause instanceof StoreFault || cause instanceof BackupFault) {
      throw new InspectionError(cause.message);
    }
    throw cause;
  }
}

function codecFor(folder: string, environment: Environment): CommitCodec {
  const secret = secretFrom(folder, environment);
  if (secret === null) {
    throw new InspectionError(
      'The secret is missing that the data were sealed with: set HOLDSPACE_SECRET_FILE to it, or ' +
        `put the file “secret” of the data folder into ${folder}.`,
    );
  }
  return new CommitCodec(deriveKeys(secret).chain);
}

function secretFrom(folder: string, { HOLDSPACE_SECRET, HOLDSPACE_SECRET_FILE }: Environment) {
  const given = Object.entries({ HOLDSPACE_SECRET, HOLDSPACE_SECRET_FILE }).filter(
    ([, value]) => value !== undefined,
  );
  const read = readSettings(Object.fromEntries(given));
  if ('faults' in read)
    throw new InspectionError(read.faults.map((each) => each.message).join(' '));
  if (read.settings.secret !== null) return read.settings.secret;
  const file = join(folder, 'secret');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}
