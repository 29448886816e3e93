/**
 * The ledgers of the database file and where they end. An append writes no row here, unless a
 * deadline or the time of the words changes: where a ledger ends follows from the commits. So that
 * a start reads few of these, the ends are written here from time to time (`settle`); the commits
 * after that are read at the start. What was read is kept while no other connection writes.
 */
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Millis } from '@holdspace/core';
import type { Head, LedgerDeadline, LedgerId, LogHead } from '../port/store.ts';
import { emptyHead } from '../port/store.ts';
import type { SlotIndex } from './slot-index.ts';

/** The end of a ledger and the last of its rows in the table of commits. */
interface LedgerEnd {
  last: number;
  version: number;
  mac: string;
}

export interface LedgerRecord {
  readonly id: number;
  log: string;
  /** When its words become unreadable. */
  until: Millis | null;
  /** No row up to this one has words. */
  swept: number;
  deadline: Millis | null;
  last: number;
  version: number;
  mac: string;
  /** Null until somebody needs it. */
  slots: SlotIndex | null;
  /** Rows in the middle, see `CommitTable.read`; null until somebody reads there. */
  marks: ReadonlyMap<number, number> | null;
}

/** So many rows at most are read at a start; each settling writes one row for each ledger in use. */
const rowsPerSettling = 2048;
/** What the records in memory may hold together; those that were not used for longest go first. */
const mostRecords = 2000;
const mostSlots = 250_000;
/** When more than one ledger in so many is asked for, all heads are read in one pass. */
const manyHeads = 8;

export class LedgerTable {
  readonly #statements: ReturnType<typeof statements>;
  /** By name, the one that was used last at the end. */
  readonly #records = new Map<LedgerId, LedgerRecord>();
  /** Ends of ledgers, by their id, that were not settled. */
  readonly #unsettled = new Map<number, LedgerEnd>();
  /** The last row of commits that is known. */
  #lastRow = 0;
  #settledRow = 0;

  constructor(db: DatabaseSync) {
    this.#statements = statements(db);
  }

  get lastRow(): number {
    return this.#lastRow;
  }

  /** Forgets what may have changed, and reads the commits that other connections wrote. */
  refresh(): void {
    this.#records.clear();
    this.#settledRow = Number(this.#statements.settledRow.get()?.row ?? 0);
    if (this.#settledRow >= this.#lastRow) {
      this.#unsettled.clear();
      this.#lastRow = this.#settledRow;
    }
    for (const { id, ledger, version, mac } of this.#statements.commitsAfter.all(this.#lastRow)) {
      this.#lastRow = Number(id);
      // A row without a mac has more words of the commit before it.
      const end = mac === null ? this.#unsettled.get(Number(ledger)) : { version, mac };
      this.#unsettled.set(Number(ledger), {
        version: Number(end?.version ?? 0),
        mac: String(end?.mac ?? ''),
        last: this.#lastRow,
      });
    }
  }

  /** Forgets everything that is not in the file, after a transaction that failed. */
  reset(): void {
    this.#lastRow = 0;
    this.#unsettled.clear();
    this.refresh();
  }

  find(name: LedgerId): LedgerRecord | undefined {
    const known = this.#records.get(name);
    if (known) {
      this.#records.delete(name);
      this.#records.set(name, known);
      return known;
    }
    const row = this.#statements.byName.get(name);
    if (!row) return undefined;
    const found = row as unknown as Omit<LedgerRecord, 'slots' | 'marks'>;
    const record = { ...found, slots: null, marks: null };
    Object.assign(record, this.#unsettled.get(record.id));
    this.#records.set(name, record);
    if (this.#records.size > 2 * mostRecords) this.trim();
    return record;
  }

  /** An empty ledger; `kept` is what it was in a file of another layout. */
  create(
    name: LedgerId,
    slots: SlotIndex | null,
    kept: Pick<LedgerRecord, 'id' | 'log' | 'until'> | null = null,
  ): LedgerRecord {
    const log = kept?.log ?? newLog();
    const until = kept?.until ?? null;
    // Of data of another layout nobody knows when they need a node next.
    const deadline = kept ? 0 : null;
    const created = this.#statements.create.run(kept?.id ?? null, name, log, until, deadline);
    const id = Number(created.lastInsertRowid);
    const record: LedgerRecord = {
      ...{ id, log, until, swept: 0, deadline, last: 0, slots, marks: null },
      ...emptyHead,
    };
    this.#records.set(name, record);
    return record;
  }

  /** A row was added to the commits: the end of this ledger. */
  advance(record: LedgerRecord, row: number, { version, mac }: Head): void {
    record.last = row;
    record.version = version;
    record.mac = mac;
    const end = this.#unsettled.get(record.id);
    if (end) Object.assign(end, { last: row, version, mac });
    else this.#unsettled.set(record.id, { last: row, version, mac });
    this.#lastRow = row;
  }

  setUntil(record: LedgerRecord, until: Millis): void {
    if (record.until === until) return;
    record.until = until;
    this.#statements.setUntil.run(until, record.id);
  }

  setDeadline(record: LedgerRecord, deadline: Millis | null): void {
    if (record.deadline === deadline) return;
    record.deadline = deadline;
    this.#statements.setDeadline.run(deadline, record.id);
  }

  setSwept(record: LedgerRecord): void {
    record.swept = record.last;
    this.#statements.setSwept.run(record.swept, record.id);
  }

  /** Another log id, and an end that differs in its mac alone. */
  renew(record: LedgerRecord, mac: string): void {
    this.settle();
    record.log = newLog();
    record.mac = mac;
    this.#statements.renew.run(record.log, mac, record.id);
  }

  settleIfDue(): void {
    if (this.#lastRow - this.#settledRow >= rowsPerSettling) this.settle();
  }

  /** Writes where all ledgers end. */
  settle(): void {
    if (this.#lastRow === this.#settledRow) return;
    for (const [id, { last, version, mac }] of this.#unsettled) {
      this.#statements.settle.run(last, version, mac, id);
    }
    this.#statements.setSettledRow.run(this.#lastRow);
    this.#unsettled.clear();
    this.#settledRow = this.#lastRow;
    this.trim();
  }

  /** Forgets records that were not used for longest, when there are too many. */
  trim(): void {
    const records = [...this.#records];
    let slots = records.reduce((sum, [, record]) => sum + (record.slots?.size ?? 0), 0);
    for (const [name, record] of records) {
      if (this.#records.size <= mostRecords && slots <= mostSlots) return;
      if (this.#records.size === 1) return;
      slots -= record.slots?.size ?? 0;
      this.#records.delete(name);
    }
  }

  /** At least as many as there are. */
  get #count(): number {
    return Number(this.#statements.lastId.get()?.id ?? 0);
  }

  names(): LedgerId[] {
    return this.#statements.names.all().map(({ name }) => String(name));
  }

  heads(names: readonly LedgerId[]): Map<LedgerId, LogHead> {
    const all = names.length * manyHeads > this.#count ? this.#allHeads() : null;
    const none: LogHead = { ...emptyHead, log: '' };
    const headOf = (name: LedgerId): LogHead => {
      if (all) return all.get(name) ?? none;
      const record = this.find(name);
      return record ? { version: record.version, mac: record.mac, log: record.log } : none;
    };
    return new Map(names.map((name) => [name, headOf(name)]));
  }

  #allHeads(): Map<LedgerId, LogHead> {
    const rows = this.#statements.heads.all();
    return new Map(
      rows.map(({ id, name, log, version, mac }) => {
        const end = this.#unsettled.get(Number(id)) ?? { version, mac };
        const head = { version: Number(end.version), mac: String(end.mac), log: String(log) };
        return [String(name), head];
      }),
    );
  }

  deadlines(until: Millis, limit: number): LedgerDeadline[] {
    return this.#statements.deadlines
      .all(until, limit)
      .map(({ name, at }) => ({ ledger: String(name), at: Number(at) }));
  }

  /** Names of ledgers whose words have become unreadable and may still be in the file. */
  expired(now: Millis): LedgerId[] {
    return this.#statements.expired
      .all(now)
      .filter(({ id, last, swept }) => {
        return (this.#unsettled.get(Number(id))?.last ?? Number(last)) > Number(swept);
      })
      .map(({ name }) => String(name));
  }
}

const newLog = () => randomBytes(16).toString('base64url');

const statements = (db: DatabaseSync) => ({
  names: db.prepare('SELECT name FROM ledgers'),
  lastId: db.prepare('SELECT max(id) AS id FROM ledgers'),
  heads: db.prepare('SELECT id, name, log, version, mac FROM ledgers'),
  byName: db.prepare(`
    SELECT id, log, words_until AS until, swept, next_deadline AS deadline, last, version, mac
    FROM ledgers WHERE name = ?
  `),
  create: db.prepare(`
    INSERT INTO ledgers (id, name, log, words_until, next_deadline, swept, last, version, mac)
    VALUES (?, ?, ?, ?, ?, 0, 0, 0, '')
  `),
  renew: db.prepare('UPDATE ledgers SET log = ?, mac = ? WHERE id = ?'),
  setUntil: db.prepare('UPDATE ledgers SET words_until = ? WHERE id = ?'),
  setDeadline: db.prepare('UPDATE ledgers SET next_deadline = ? WHERE id = ?'),
  setSwept: db.prepare('UPDATE ledgers SET swept = ? WHERE id = ?'),
  settle: db.prepare('UPDATE ledgers SET last = ?, version = ?, mac = ? WHERE id = ?'),
  settledRow: db.prepare('SELECT row FROM settled'),
  setSettledRow: db.prepare('UPDATE settled SET row = ?'),
  commitsAfter: db.prepare('SELECT id, ledger, version, mac FROM commits WHERE id > ? ORDER BY id'),
  deadlines: db.prepare(`
    SELECT name, next_deadline AS at FROM ledgers
    WHERE next_deadline <= ? ORDER BY next_deadline LIMIT ?
  `),
  expired: db.prepare('SELECT id, name, last, swept FROM ledgers WHERE words_until <= ?'),
});
