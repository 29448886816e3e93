/**
 * Opens the database file of the SQLite store: the lock that keeps a second process out, the
 * format, the refusal of newer ones and the move of older ones, and the settings that make a commit
 * durable.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreFault } from '../port/store.ts';
import { layout, schemaVersion, summaryTable } from './layout.ts';
import { moveLayout } from './move-layout.ts';

/**
 * `owner`: the one process that writes. `reader`: reads while the owner runs, for a backup.
 * `rival`: a second writer while the owner runs, for tests only.
 */
export type DatabaseAccess = 'owner' | 'reader' | 'rival';

export interface OpenDatabaseOptions {
  readonly folder: string;
  readonly access: DatabaseAccess;
  /** The file grows to this many pages and then counts as a full disk; null: no such limit. */
  readonly mostPages: number | null;
}

export interface OpenedDatabase {
  readonly db: DatabaseSync;
  /** On the folder, where this process is to own it. */
  readonly lock: DatabaseSync | null;
  /** Of layout 1, which a reader leaves as it is. */
  readonly isOld: boolean;
}

/** `notify` receives sentences for the operator while data of an older format are moved. */
export function openDatabase(
  opening: OpenDatabaseOptions,
  notify: (sentence: string) => void,
): OpenedDatabase {
  const { folder, access, mostPages } = opening;
  if (access === 'owner') mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = access === 'owner' ? acquireLock(folder) : null;
  try {
    if (access === 'owner' && isOldFormat(folder)) moveLayout(folder, notify);
    const db = openConnection(folder, access);
    if (mostPages !== null) db.exec(`PRAGMA max_page_count = ${mostPages}`);
    return { db, lock, isOld: formatOf(db) < schemaVersion };
  } catch (cause) {
    lock?.close();
    throw cause;
  }
}

/** Held until the process ends, in whatever way: the system takes it back even after a kill. */
function acquireLock(folder: string): DatabaseSync {
  const held = new DatabaseSync(join(folder, 'holdspace.lock'), { timeout: 500 });
  try {
    held.exec('BEGIN EXCLUSIVE');
    return held;
  } catch (cause) {
    held.close();
    throw cause;
  }
}

const formatOf = (db: DatabaseSync): number =>
  Number(db.prepare('PRAGMA user_version').get()?.user_version);

function isOldFormat(folder: string): boolean {
  const file = join(folder, 'holdspace.db');
  if (!existsSync(file)) return false;
  const db = new DatabaseSync(file, { timeout: 5000 });
  try {
    const format = formatOf(db);
    return format > 0 && format < schemaVersion;
  } finally {
    db.close();
  }
}

function openConnection(folder: string, access: DatabaseAccess): DatabaseSync {
  const file = join(folder, 'holdspace.db');
  if (access === 'reader' && !existsSync(file)) {
    throw new StoreFault(`There is no Holdspace data in ${folder}.`);
  }
  const db = new DatabaseSync(file, { readOnly: access === 'reader', timeout: 5000 });
  try {
    const found = formatOf(db);
    if (found > schemaVersion) {
      throw new StoreFault(
        `The data in ${folder} were written by a newer Holdspace (format ${found}; this one ` +
          `knows ${schemaVersion}). Start the newer one, or import a backup into an empty folder.`,
      );
    }
    if (access !== 'reader') prepareForWriting(db, folder);
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

function prepareForWriting(db: DatabaseSync, folder: string): void {
  db.exec('PRAGMA secure_delete = ON; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON');
  const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
  db.exec('PRAGMA synchronous = FULL');
  if (mode !== 'wal' || db.prepare('PRAGMA synchronous').get()?.synchronous !== 2) {
    throw new StoreFault(`The disk of ${folder} cannot hold a database safely; use a local one.`);
  }
  db.exec('BEGIN IMMEDIATE');
  if (formatOf(db) === 0) db.exec(layout);
  db.exec(summaryTable);
  // What a move of the layout left (move-layout.ts).
  db.exec('DROP TABLE IF EXISTS moving');
  db.exec(`PRAGMA user_version = ${schemaVersion}; COMMIT`);
}
