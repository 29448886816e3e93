/** Test helpers: appends to a store, reads a ledger, creates a temporary folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import type { Head, LedgerId, Store } from '../../src/storage/port/store.ts';
import { emptyHead } from '../../src/storage/port/store.ts';
import { decodeAll, type StoredSample, sampleAppend } from './sample-commits.ts';

/** Appends after the current head of the store; fails on a conflict. */
export async function appendSamples(
  store: Store,
  ledger: LedgerId,
  ...events: readonly Omit<StoredSample, 'type'>[]
): Promise<Head> {
  const head = (await store.heads([ledger])).get(ledger) ?? emptyHead;
  const append = sampleAppend(ledger, head, ...events);
  const answer = await store.append(append);
  if ('conflict' in answer) throw new Error(`conflict at ${answer.conflict.version}`);
  return { version: append.entry.version, mac: append.entry.mac };
}

export const readLedger = async (store: Store, ledger: LedgerId) =>
  decodeAll(ledger, await store.read(ledger, 0));

/** Closes them when the test has ended, in this order. */
export function closeAfterTest(...stores: readonly Store[]): void {
  onTestFinished(async () => {
    for (const store of stores) await store.close();
  });
}

export function folderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdspace-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Takes the commits after `end` out of the file of a SQLite store that was closed in order; below 0
 * it counts from the last one.
 */
export function cutOff(folder: string, ledger: LedgerId, end: number): void {
  const db = new DatabaseSync(join(folder, 'holdspace.db'));
  const { id, version } =
    db.prepare('SELECT id, version FROM ledgers WHERE name = ?').get(ledger) ?? {};
  const last = end < 0 ? Number(version) + end : end;
  db.prepare('DELETE FROM commits WHERE ledger = ? AND version > ?').run(Number(id), last);
  // A row without a mac has more words of its commit.
  const row = db
    .prepare('SELECT max(id) AS id, max(mac) AS mac FROM commits WHERE ledger = ? AND version = ?')
    .get(Number(id), last);
  db.prepare('UPDATE ledgers SET last = ?, version = ?, mac = ? WHERE id = ?').run(
    Number(row?.id ?? 0),
    last,
    String(row?.mac ?? ''),
    Number(id),
  );
  db.close();
}
