/**
 * `holdspace export` and `import`: everything in one file, taken while the server runs, and
 * back into an empty place, SQLite or Redis, whichever it came from. The file holds the words
 * as they are, but not the secret, without which it cannot be imported.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { recordsHeads } from '../config/records-heads.ts';
import { deriveKeys, existingSecret } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import { openConfiguredStore } from '../configured-store.ts';
import type { BackupCounts } from '../storage/backup/backup-file.ts';
import {
  exportStore,
  type ImportResult,
  importStore,
  type TransferOptions,
} from '../storage/backup/transfer.ts';
import { CommitCodec } from '../storage/chain/commit-codec.ts';
import { describeLoss, findLosses } from '../storage/heads/head-losses.ts';
import { readHeadNote, writeHeadNote } from '../storage/heads/head-note-file.ts';
import { openStore } from '../storage/open-store.ts';
import type { Head, LedgerId, Store } from '../storage/port/store.ts';
import { CliError, hasDatabase, requireData, settingsFrom, type Terminal } from './terminal.ts';

export async function exportTo(terminal: Terminal, file: string): Promise<BackupCounts> {
  const settings = settingsFrom(terminal);
  requireData(settings);
  const sealer = commitCodecOf(settings);
  const note = await headNoteOf(settings);
  const store = await storeToRead(settings);
  return withStore(store, async () => {
    // A backup of a truncated ledger would look complete for ever.
    const [loss] = await findLosses(store, note);
    if (loss)
      throw new CliError(`${describeLoss(loss)} Look at it first: npx holdspace accept-loss`);
    return exportStore(store, sealer, file, progressOptions(terminal));
  });
}

/** Empty where none is kept. Read before the store, which may be written to meanwhile. */
async function headNoteOf(settings: Settings): Promise<ReadonlyMap<LedgerId, Head>> {
  const secret = existingSecret(settings);
  if (secret === null || !recordsHeads(settings)) return new Map();
  return (await readHeadNote(settings.data, deriveKeys(secret).heads)) ?? new Map();
}

/** What was imported is what there is now. Says what was known beyond it. */
async function rewriteHeadNote(
  settings: Settings,
  store: Store,
  before: ReadonlyMap<LedgerId, Head>,
  terminal: Terminal,
): Promise<void> {
  const secret = existingSecret(settings);
  if (secret === null || !recordsHeads(settings)) return;
  for (const loss of await findLosses(store, before)) terminal.complain(describeLoss(loss));
  const heads = await store.heads(await store.ledgers());
  await writeHeadNote(settings.data, deriveKeys(secret).heads, heads);
}

/** The secrets without which the file cannot be restored. */
export function secretToKeep({ environment }: Terminal): string {
  if (environment.HOLDSPACE_SECRET_FILE) return environment.HOLDSPACE_SECRET_FILE;
  if (environment.HOLDSPACE_SECRET) return 'HOLDSPACE_SECRET';
  return join(settingsFrom({ environment }).data, 'secret');
}

/** With `dryRun` nothing at all is changed. */
export async function importFrom(
  terminal: Terminal,
  file: string,
  dryRun: boolean,
): Promise<ImportResult> {
  if (!existsSync(file)) throw new CliError(`There is no file ${file}.`, 2);
  const settings = settingsFrom(terminal);
  const sealer = commitCodecOf(settings);
  const store = await (dryRun ? storeToRead(settings) : storeToFill(settings));
  return withStore(store, async () => {
    const note = new Map(await headNoteOf(settings));
    const imported = await importStore(store, sealer, file, {
      ...{ dryRun, ...progressOptions(terminal) },
      // What the file holds under another chain is not lost.
      remade: (ledger, head) => {
        if (note.get(ledger)?.mac === head.mac) note.delete(ledger);
      },
    });
    if (!dryRun) await rewriteHeadNote(settings, store, note, terminal);
    return imported;
  });
}

function commitCodecOf(settings: Settings): CommitCodec {
  const secret = existingSecret(settings);
  if (secret === null) {
    throw new CliError(
      'The secret is needed that the data were sealed with: set HOLDSPACE_SECRET_FILE to the ' +
        `file “secret” of the place they come from, or copy it to ${settings.data}.`,
      2,
    );
  }
  return new CommitCodec(deriveKeys(secret).chain);
}

function storeToFill(settings: Settings): Promise<Store> {
  if (settings.store.kind === 'memory') requireData(settings);
  return openConfiguredStore(settings);
}

/** Opens the store while the server goes on writing; creates no file when there is none. */
function storeToRead(settings: Settings): Promise<Store> {
  if (settings.store.kind !== 'sqlite') return openConfiguredStore(settings);
  if (!hasDatabase(settings)) return openStore({ kind: 'memory' });
  return openStore({ kind: 'sqlite', folder: settings.data, access: 'reader' });
}

/** Prints progress when the output is a terminal. */
function progressOptions({ show }: Terminal): TransferOptions {
  if (!show) return {};
  return { progress: (done, of) => show(done < of ? `${done} of ${of} commits` : '') };
}

async function withStore<T>(store: Store, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await store.close();
  }
}
