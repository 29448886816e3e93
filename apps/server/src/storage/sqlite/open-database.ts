/**
 * Opens the database file of the SQLite store: the lock that keeps a second process out, the
 * format and the refusal of newer ones, and the settings that make a commit durable.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreFault } from '../port/store.ts';

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

/** 2: commands, and texts set aside, beside the chain. */
export const schemaVersion = 2;

const schema = `
  CREATE TABLE ledgers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    log TEXT NOT NULL,
    words_until INTEGER
  ) STRICT;
  CREATE TABLE entries (
    ledger INTEGER NOT NULL REFERENCES ledgers,
    version INTEGER NOT NULL,
    mac TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (ledger, version)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE words (
    id INTEGER PRIMARY KEY,
    ledger INTEGER NOT NULL REFERENCES ledgers,
    version INTEGER NOT NULL,
    slot TEXT NOT NULL,
    live INTEGER NOT NULL,
    salt TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX words_by_slot ON words (ledger, slot) WHERE live;
  CREATE INDEX words_by_version ON words (ledger, version) WHERE live;
`;

/** Every column has one length, so that rows stay in place (command-table.ts, aside-table.ts). */
const sideTablesSchema = `
  CREATE TABLE commands (
    id INTEGER PRIMARY KEY,
    ledger TEXT NOT NULL,
    until TEXT NOT NULL,
    version TEXT NOT NULL,
    digest TEXT NOT NULL
  ) STRICT;
  CREATE INDEX commands_by_ledger ON commands (ledger, until);
  CREATE TABLE aside (
    row INTEGER PRIMARY KEY,
    ledger TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX aside_by_ledger ON aside (ledger);
`;

/** The file and, where this process is to own it, the lock on its folder. */
export function openDatabase(
  opening: OpenDatabaseOptions,
): [file: DatabaseSync, lock: DatabaseSync | null] {
  const { folder, access, mostPages } = opening;
  if (access === 'owner') mkdirSync(folder, { recursive: true, mode: 0o700 });
  const held = access === 'owner' ? acquireLock(folder) : null;
  try {
    const file = openConnection(folder, access);
    if (mostPages !== null) file.exec(`PRAGMA max_page_count = ${mostPages}`);
    return [file, held];
  } catch (cause) {
    held?.close();
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

function openConnection(folder: string, access: DatabaseAccess): DatabaseSync {
  const file = join(folder, 'holdspace.db');
  if (access === 'reader' && !existsSync(file)) {
    throw new StoreFault(`There is no Holdspace data in ${folder}.`);
  }
  const db = new DatabaseSync(file, { readOnly: access === 'reader', timeout: 5000 });
  try {
    const found = Number(db.prepare('PRAGMA user_version').get()?.user_version);
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
  const found = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (found === 0) db.exec(schema);
  if (found < 2) db.exec(sideTablesSchema);
  db.exec(`PRAGMA user_version = ${schemaVersion}; COMMIT`);
}
