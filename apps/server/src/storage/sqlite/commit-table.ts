/**
 * Commits and their words in the database file, in the order of their appends. A row is never
 * deleted, never moves and never changes its length: words are overwritten with zeros where they
 * are. Deleting rows is not enough, since SQLite leaves copies of rows behind when it moves them
 * between pages, with and without `secure_delete` (docs/decisions/0007).
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Slot } from '@holdspace/core';
import type { LedgerEntry, SaltedWords } from '../port/store.ts';
import type { LedgerRecord } from './ledger-table.ts';
import { SlotIndex } from './slot-index.ts';

/** A commit that a command led to: its row, and the row of the command. */
export interface CommandedCommit {
  readonly row: number;
  readonly version: number;
  readonly command: number;
}

/** What a part of a ledger holds, in the order of its commits. */
export interface LedgerRows {
  readonly entries: readonly LedgerEntry[];
  readonly words: readonly SaltedWords[];
  readonly commands: readonly CommandedCommit[];
}

/** A row to be added; `row` is its number. */
export interface NewCommitRow {
  readonly row: number;
  readonly version: number;
  /** Null for further words of the commit before. */
  readonly entry: LedgerEntry | null;
  readonly words: SaltedWords | null;
  readonly command: number | null;
}

/** Versions from one mark of a ledger to the next. */
const markStep = 1024;

export class CommitTable {
  readonly #statements: ReturnType<typeof statements>;

  constructor(db: DatabaseSync) {
    this.#statements = statements(db);
  }

  /** Adds the row behind the last one of its ledger. */
  add({ id: ledger, last, slots }: LedgerRecord, added: NewCommitRow): void {
    const { row, version, entry, words, command } = added;
    if (words) slots?.add(words.slot, row);
    this.#statements.add.run(
      ...[row, ledger, last, version, command, entry?.mac ?? null, words ? 1 : 0],
      ...[words?.slot ?? null, words?.salt ?? null, words?.text ?? null, entry?.body ?? null],
    );
  }

  /**
   * What follows version `after`, up to version `upTo`. When the first row of a ledger is read to
   * its last one, the slots of the record are known. Rows lead backwards alone, so a long ledger
   * that is read in blocks has marks: otherwise each block would cost the way from its end.
   */
  read(record: LedgerRecord, after: number, upTo: number): LedgerRows {
    const rows = this.#statements.read.all(this.#rowBehind(record, upTo), after, upTo).reverse();
    const entries: LedgerEntry[] = [];
    const words: SaltedWords[] = [];
    const commands: CommandedCommit[] = [];
    const isWhole = after === 0 && upTo === record.version;
    const slots = isWhole && record.slots === null ? new SlotIndex() : null;
    for (const { id, version, command, mac, live, slot, salt, text, body } of rows) {
      if (body !== null)
        entries.push({ version: Number(version), mac: String(mac), body: String(body) });
      if (command !== null) {
        commands.push({ row: Number(id), version: Number(version), command: Number(command) });
      }
      if (live !== 1) continue;
      words.push({ slot: String(slot), salt: String(salt), text: String(text) });
      slots?.add(String(slot), Number(id));
    }
    if (slots) record.slots = slots;
    return { entries, words, commands };
  }

  /** A row from which the way back meets every row up to this version, and few after it. */
  #rowBehind(record: LedgerRecord, upTo: number): number {
    const version = Math.ceil(upTo / markStep) * markStep + 1;
    if (version > record.version) return record.last;
    if (!record.marks?.has(version)) {
      const rows = this.#statements.marks.all(record.last, markStep);
      record.marks = new Map(rows.map((each) => [Number(each.version), Number(each.id)]));
    }
    return record.marks?.get(version) ?? record.last;
  }

  /** The commits up to this version that a command led to. */
  commanded(record: LedgerRecord, upTo: number): CommandedCommit[] {
    return this.#statements.commanded
      .all(record.last, upTo)
      .reverse()
      .map(({ id, version, command }) => ({
        ...{ row: Number(id), version: Number(version), command: Number(command) },
      }));
  }

  /** Where the words of these slots are; a slot without words has no row. */
  rowsOf(record: LedgerRecord, slots: readonly Slot[]): number[] {
    const index = this.slotsOf(record);
    return slots.flatMap((slot) =>
      index.find(slot).filter((row) => this.#statements.words.get(row)?.slot === slot),
    );
  }

  /** The words that these rows still have. */
  wordsIn(rows: readonly number[]): SaltedWords[] {
    return rows.flatMap((row) => {
      const found = this.#statements.words.get(row);
      if (!found) return [];
      return { slot: String(found.slot), salt: String(found.salt), text: String(found.text) };
    });
  }

  /** Overwrites the words of a slot; answers how many rows had such. */
  erase(record: LedgerRecord, slot: Slot): number {
    const slots = this.slotsOf(record);
    let erased = 0;
    for (const row of slots.find(slot)) {
      const changes = Number(this.#statements.erase.run(row, slot).changes);
      if (changes > 0) slots.remove(slot, row);
      erased += changes;
    }
    return erased;
  }

  /** Where the words of the ledger are; read from its rows the first time. */
  slotsOf(record: LedgerRecord): SlotIndex {
    if (record.slots) return record.slots;
    const slots = new SlotIndex();
    for (const { id, slot } of this.#statements.slots.all(record.last, record.swept)) {
      slots.add(String(slot), Number(id));
    }
    record.slots = slots;
    return slots;
  }

  /** Overwrites all words of the ledger; answers how many rows had such. */
  eraseAll(record: LedgerRecord): number {
    const { changes } = this.#statements.eraseAll.run(record.last, record.swept);
    record.slots = new SlotIndex();
    return Number(changes);
  }

  /** Overwrites words of commits that the ledger does not hold; looks through the whole table. */
  eraseAfter({ id }: LedgerRecord, version: number): number {
    return Number(this.#statements.eraseAfter.run(id, version).changes);
  }

  /** Rows change their length by it: only a file that is written anew has no copies of them. */
  replaceEntries(record: LedgerRecord, entries: readonly LedgerEntry[]): void {
    const byVersion = new Map(entries.map((entry) => [entry.version, entry]));
    for (const { id, version } of this.#statements.commitRows.all(record.last)) {
      const entry = byVersion.get(Number(version));
      if (entry) this.#statements.replace.run(entry.mac, entry.body, Number(id));
    }
  }
}

/** The rows of a ledger, from the last one, `?1`, backwards while the condition holds. */
const chain = (condition: string) => `
  WITH RECURSIVE chain (id, before) AS (
    SELECT id, before FROM commits WHERE id = ?1 AND ${condition}
    UNION ALL
    SELECT commits.id, commits.before FROM chain CROSS JOIN commits ON commits.id = chain.before
    WHERE ${condition}
  )`;

const overwrite = `
  live = 0,
  salt = CAST(zeroblob(octet_length(salt)) AS TEXT),
  text = CAST(zeroblob(octet_length(text)) AS TEXT)`;

const statements = (db: DatabaseSync) => ({
  add: db.prepare(`
    INSERT INTO commits
      (id, ledger, before, version, command, mac, live, slot, salt, text, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  `),
  read: db.prepare(`
    ${chain('version > ?2')}
    SELECT id, version, command, mac, live, slot, salt, text, body
    FROM chain CROSS JOIN commits USING (id) WHERE version <= ?3
  `),
  marks: db.prepare(`
    ${chain('1')} SELECT id, version FROM chain CROSS JOIN commits USING (id)
    WHERE version % ?2 = 1
  `),
  commanded: db.prepare(`
    ${chain('1')} SELECT id, version, command FROM chain CROSS JOIN commits USING (id)
    WHERE command IS NOT NULL AND version <= ?2
  `),
  words: db.prepare('SELECT slot, salt, text FROM commits WHERE id = ? AND live'),
  commitRows: db.prepare(`
    ${chain('1')} SELECT id, version FROM chain CROSS JOIN commits USING (id) WHERE mac IS NOT NULL
  `),
  replace: db.prepare('UPDATE commits SET mac = ?, body = ? WHERE id = ?'),
  slots: db.prepare(`
    ${chain('commits.id > ?2')} SELECT id, slot FROM chain CROSS JOIN commits USING (id) WHERE live
  `),
  erase: db.prepare(`UPDATE commits SET ${overwrite} WHERE id = ? AND slot = ? AND live`),
  eraseAll: db.prepare(`
    ${chain('commits.id > ?2')} UPDATE commits SET ${overwrite}
    WHERE id IN (SELECT id FROM chain) AND live
  `),
  eraseAfter: db.prepare(
    `UPDATE commits SET ${overwrite} WHERE ledger = ? AND version > ? AND live`,
  ),
});
