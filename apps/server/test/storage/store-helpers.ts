/** Test helpers: appends to a store, reads a ledger, creates a temporary folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

export function folderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdspace-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
