/**
 * Moves a database file of layout 1 to the layout of today, once, at the start of its owner. The
 * old file stays as it is, locked, until a second file beside it is whole, compared and on the
 * disk; then that one takes its name in one step. A stop at any point is gone on with at the next
 * start. What was erased is in neither file: only words that can be read are moved.
 */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ProcessedCommand } from '../port/store.ts';
import { StoreFault } from '../port/store.ts';
import { DatabaseTables } from './database-tables.ts';
import { layout, schemaVersion } from './layout.ts';
import type { LedgerRecord } from './ledger-table.ts';
import { type OldCommit, OldLayout, type OldLedger } from './old-layout.ts';

/** So many rows are moved in one transaction; a stop costs the last ones. */
const rowsPerStep = 4096;
const readerPatience = 10_000;
const noticeEvery = 2000;

/** `notify` receives sentences for the operator, of the progress too. */
export function moveLayout(folder: string, notify: (sentence: string) => void): void {
  const file = join(folder, 'holdspace.db');
  const movingFile = join(folder, 'holdspace.db.moving');
  const old = new DatabaseSync(file);
  try {
    lockAlone(old);
    const { size, mtimeNs, ino } = statSync(file, { bigint: true });
    const moving = openMoving(movingFile, `${size} ${mtimeNs} ${ino}`);
    try {
      if (!isWhole(moving)) new LayoutMove(old, moving, folder, notify).run();
    } finally {
      moving.close();
    }
  } finally {
    old.close();
  }
  renameSync(movingFile, file);
  const directory = openSync(folder, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

/**
 * No other process reads or writes the file any more. It loses its write-ahead log by it, which the
 * file that takes its name would otherwise be given.
 */
function lockAlone(old: DatabaseSync): void {
  for (const until = Date.now() + readerPatience; ; ) {
    try {
      old.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
      return;
    } catch (cause) {
      if (Date.now() > until) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}

const isWhole = (moving: DatabaseSync): boolean =>
  moving.prepare('PRAGMA user_version').get()?.user_version === schemaVersion;

/** The file that was begun from the same source, or a new one. */
function openMoving(file: string, source: string): DatabaseSync {
  if (existsSync(file)) {
    const begun = new DatabaseSync(file);
    try {
      if (begun.prepare('SELECT source FROM moving').get()?.source === source) {
        return withDurability(begun);
      }
    } catch {
      // A stop before its first step left it without tables.
    }
    begun.close();
    rmSync(file);
    rmSync(`${file}-journal`, { force: true });
  }
  const moving = withDurability(new DatabaseSync(file));
  moving.exec(`BEGIN; ${layout}`);
  moving.exec('CREATE TABLE moving (source TEXT, ledger INTEGER, version INTEGER) STRICT');
  moving.prepare('INSERT INTO moving VALUES (?, 0, 0)').run(source);
  moving.exec('COMMIT');
  return moving;
}

function withDurability(db: DatabaseSync): DatabaseSync {
  db.exec('PRAGMA secure_delete = ON; PRAGMA fullfsync = ON; PRAGMA synchronous = FULL');
  return db;
}

class LayoutMove {
  readonly #old: OldLayout;
  readonly #oldFile: DatabaseSync;
  readonly #moving: DatabaseSync;
  readonly #tables: DatabaseTables;
  readonly #folder: string;
  readonly #notify: (sentence: string) => void;
  /** Rows since the last step. */
  #rows = 0;
  #done = 0;
  #noticeAt = 0;

  constructor(
    old: DatabaseSync,
    moving: DatabaseSync,
    folder: string,
    notify: (sentence: string) => void,
  ) {
    this.#oldFile = old;
    this.#old = new OldLayout(old);
    this.#moving = moving;
    this.#tables = new DatabaseTables(moving);
    this.#folder = folder;
    this.#notify = notify;
  }

  run(): void {
    const { ledger: begun, version } = this.#moving.prepare('SELECT * FROM moving').get() ?? {};
    const ledgers = this.#old.ledgers();
    const versions = ledgers.map((ledger) => this.#old.head(ledger).version);
    const of = versions.reduce((sum, each) => sum + each, 0);
    this.#moving.exec('BEGIN IMMEDIATE');
    this.#tables.refresh();
    for (const [at, ledger] of ledgers.entries()) {
      if (ledger.id < Number(begun)) this.#done += versions[at] ?? 0;
      else this.#moveLedger(ledger, ledger.id === begun ? Number(version) : 0, of);
    }
    this.#compare(ledgers);
    this.#tables.ledgers.settle();
    this.#moving.exec(`PRAGMA user_version = ${schemaVersion}; COMMIT`);
    this.#notify(`The data in ${this.#folder} have the layout of this version now.`);
  }

  #moveLedger(ledger: OldLedger, after: number, of: number): void {
    const { ledgers, aside } = this.#tables;
    const moved = ledgers.find(ledger.name) ?? ledgers.create(ledger.name, null, ledger);
    for (const each of this.#old.aside(ledger)) aside.put(ledger.id, each);
    const commands = new Map(this.#old.commands(ledger).map((each) => [each.version, each]));
    this.#done += after;
    for (const commit of this.#old.commits(ledger, after)) {
      this.#moveCommit(moved, commit, commands.get(commit.version));
      this.#done++;
      if (this.#rows >= rowsPerStep) this.#step(ledger.id, commit.version, of);
    }
  }

  #moveCommit(
    ledger: LedgerRecord,
    { version, entry, words }: OldCommit,
    command?: ProcessedCommand,
  ): void {
    const { ledgers, commits, commands } = this.#tables;
    const first = ledgers.lastRow + 1;
    const asked = entry && command ? commands.insert(first, command, 0) : null;
    for (let n = 0; n < Math.max(words.length, 1); n++) {
      const whole = n === 0 ? { entry, command: asked } : { entry: null, command: null };
      commits.add(ledger, { row: first + n, version, ...whole, words: words[n] ?? null });
      // Words of a commit that is missing leave the end of the ledger where it is.
      ledgers.advance(ledger, first + n, entry ?? ledger);
      this.#rows++;
    }
  }

  #step(ledger: number, version: number, of: number): void {
    this.#rows = 0;
    this.#tables.ledgers.settle();
    this.#moving.prepare('UPDATE moving SET ledger = ?, version = ?').run(ledger, version);
    this.#moving.exec('COMMIT; BEGIN IMMEDIATE');
    if (Date.now() < this.#noticeAt) return;
    this.#noticeAt = Date.now() + noticeEvery;
    this.#notify(
      `The data in ${this.#folder} are moved to the layout of this version: ` +
        `${this.#done} of ${of} commits.`,
    );
  }

  /** Throws a StoreFault unless everything that can be read is in both files. */
  #compare(ledgers: readonly OldLedger[]): void {
    const heads = this.#tables.ledgers.heads(ledgers.map(({ name }) => name));
    const count = (db: DatabaseSync, sql: string) => Number(db.prepare(sql).get()?.n);
    const counts = [
      ['SELECT count(*) AS n FROM entries', 'SELECT count(mac) AS n FROM commits'],
      ['SELECT count(*) AS n FROM words WHERE live', 'SELECT total(live) AS n FROM commits'],
    ] as const;
    const same =
      counts.every(([old, now]) => count(this.#oldFile, old) === count(this.#moving, now)) &&
      ledgers.every((ledger) => {
        const [old, now] = [this.#old.head(ledger), heads.get(ledger.name)];
        return old.version === now?.version && old.mac === now.mac && old.log === now.log;
      });
    if (same) return;
    throw new StoreFault(
      `The data in ${this.#folder} could not be moved to the layout of this version; they are ` +
        'as they were. Export them with the version before, and import them into an empty folder.',
    );
  }
}
