/** Writes a data folder of the layout that SQLite had before format 3, for tests of its move. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AppendRequest, AsideText, LedgerId } from '../../src/storage/port/store.ts';
import { emptyHead } from '../../src/storage/port/store.ts';
import { AsideTable } from '../../src/storage/sqlite/aside-table.ts';
import { processedCommand, sampleAppend } from './sample-commits.ts';

const formatOne = `
  CREATE TABLE ledgers (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, log TEXT NOT NULL, words_until INTEGER
  ) STRICT;
  CREATE TABLE entries (
    ledger INTEGER NOT NULL REFERENCES ledgers, version INTEGER NOT NULL, mac TEXT NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (ledger, version)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE words (
    id INTEGER PRIMARY KEY, ledger INTEGER NOT NULL REFERENCES ledgers, version INTEGER NOT NULL,
    slot TEXT NOT NULL, live INTEGER NOT NULL, salt TEXT NOT NULL, text TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX words_by_slot ON words (ledger, slot) WHERE live;
  CREATE INDEX words_by_version ON words (ledger, version) WHERE live;
`;
const formatTwo = `
  CREATE TABLE commands (
    id INTEGER PRIMARY KEY, ledger TEXT NOT NULL, until TEXT NOT NULL, version TEXT NOT NULL,
    digest TEXT NOT NULL
  ) STRICT;
  CREATE INDEX commands_by_ledger ON commands (ledger, until);
  CREATE TABLE aside (
    row INTEGER PRIMARY KEY, ledger TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX aside_by_ledger ON aside (ledger);
`;

export interface OldWriting {
  readonly ledger: LedgerId;
  readonly log: string;
  readonly until?: number;
  readonly appends: readonly AppendRequest[];
  readonly aside?: readonly AsideText[];
}

/** What it wrote before is kept; a format 1 has no commands and nothing aside. */
export function writeOldFolder(folder: string, format: 1 | 2, all: readonly OldWriting[]): void {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'holdspace.db'));
  db.exec('PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; BEGIN');
  db.exec(formatOne + (format === 2 ? formatTwo : ''));
  db.exec(`PRAGMA user_version = ${format}`);
  const aside = format === 2 ? new AsideTable(db) : null;
  for (const { ledger, log, until, appends, aside: texts } of all) {
    const { lastInsertRowid } = db
      .prepare('INSERT INTO ledgers (name, log, words_until) VALUES (?, ?, ?)')
      .run(ledger, log, until ?? null);
    const id = Number(lastInsertRowid);
    for (const append of appends) writeAppend(db, id, append);
    for (const text of texts ?? []) aside?.put(id, text);
  }
  db.exec('COMMIT');
  db.close();
}

function writeAppend(db: DatabaseSync, ledger: number, append: AppendRequest): void {
  const { entry, erases, words, command } = append;
  db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?)').run(
    ...[ledger, entry.version, entry.mac, entry.body],
  );
  const erase = db.prepare(
    'UPDATE words SET live = 0, salt = CAST(zeroblob(octet_length(salt)) AS TEXT), ' +
      'text = CAST(zeroblob(octet_length(text)) AS TEXT) WHERE ledger = ? AND slot = ? AND live',
  );
  for (const slot of erases) erase.run(ledger, slot);
  for (const { slot, salt, text } of words) {
    erase.run(ledger, slot);
    db.prepare(
      'INSERT INTO words (ledger, version, slot, live, salt, text) VALUES (?, ?, ?, 1, ?, ?)',
    ).run(ledger, entry.version, slot, salt, text);
  }
  if (!command) return;
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  db.prepare('INSERT INTO commands (ledger, until, version, digest) VALUES (?, ?, ?, ?)').run(
    ...[digits(ledger, 12), digits(command.until, 15), digits(command.version, 12), command.digest],
  );
}

/** So many commits, each with words; every fifth erases words, every seventh has none. */
export function oldLedger(ledger: LedgerId, commits: number, say = (n: number) => `words ${n}`) {
  const appends: AppendRequest[] = [];
  for (let n = 0; n < commits; n++) {
    const append = sampleAppend(ledger, appends.at(-1)?.entry ?? emptyHead, {
      what: `what ${n}`,
      ...(n % 7 !== 6 && { words: { [`m.${n}`]: say(n), [`note.${n}`]: `note ${n}` } }),
      ...(n % 5 === 4 && { erases: [`m.${n - 2}`] }),
    });
    const command = n % 3 === 0 ? null : processedCommand('ash', `${ledger} ${n}`, n + 1);
    appends.push({ ...append, command });
  }
  return { ledger, log: `log-of-${ledger}-${'x'.repeat(10)}`, appends };
}
