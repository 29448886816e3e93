/**
 * `holdspace export` and `import`: everything in one file, taken while the server runs, and
 * back into an empty place, SQLite or Redis, whichever it came from. The file holds the words
 * as they are, but not the secret, without which it cannot be imported.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lossesOf, lossTold } from '../heads/compare.ts';
import { readNote, writeNote } from '../heads/note-file.ts';
import { keepsNote } from '../heads/noted-store.ts';
import { deriveKeys, existingSecret } from '../secrets.ts';
import { openStoreOf } from '../server.ts';
import type { Settings } from '../settings.ts';
import type { Counts } from '../stores/backup-file.ts';
import { openStore } from '../stores/index.ts';
import type { Head, LedgerId, Store } from '../stores/port.ts';
import { Sealer } from '../stores/seal.ts';
import {
  exportStore,
  type Imported,
  importStore,
  type TransferOptions,
} from '../stores/transfer.ts';
import { Failure, holds, settingsFrom, type Terminal, thereIsOne } from './terminal.ts';

export async function exportTo(terminal: Terminal, file: string): Promise<Counts> {
  const settings = settingsFrom(terminal);
  thereIsOne(settings);
  const sealer = sealerOf(settings);
  const note = await noteOf(settings);
  const store = await storeToLookAt(settings);
  return using(store, async () => {
    // A backup of what was cut off would pass for whole for ever.
    const [loss] = await lossesOf(store, note);
    if (loss) throw new Failure(`${lossTold(loss)} Look at it first: npx holdspace accept-loss`);
    return exportStore(store, sealer, file, progressOn(terminal));
  });
}

/** Empty where none is kept. Read before the store, which may be written to meanwhile. */
async function noteOf(settings: Settings): Promise<ReadonlyMap<LedgerId, Head>> {
  const secret = existingSecret(settings);
  if (secret === null || !keepsNote(settings)) return new Map();
  return (await readNote(settings.data, deriveKeys(secret).heads)) ?? new Map();
}

/** What was imported is what there is now. Says what was known beyond it. */
async function noteAnew(
  settings: Settings,
  store: Store,
  before: ReadonlyMap<LedgerId, Head>,
  terminal: Terminal,
): Promise<void> {
  const secret = existingSecret(settings);
  if (secret === null || !keepsNote(settings)) return;
  for (const loss of await lossesOf(store, before)) terminal.complain(lossTold(loss));
  const heads = await store.heads(await store.ledgers());
  await writeNote(settings.data, deriveKeys(secret).heads, heads);
}

/** What has to be kept beside the file, for it to be worth anything. */
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
): Promise<Imported> {
  if (!existsSync(file)) throw new Failure(`There is no file ${file}.`, 2);
  const settings = settingsFrom(terminal);
  const sealer = sealerOf(settings);
  const store = await (dryRun ? storeToLookAt(settings) : storeToFill(settings));
  const options = { dryRun, ...progressOn(terminal) };
  return using(store, async () => {
    const note = await noteOf(settings);
    const imported = await importStore(store, sealer, file, options);
    if (!dryRun) await noteAnew(settings, store, note, terminal);
    return imported;
  });
}

function sealerOf(settings: Settings): Sealer {
  const secret = existingSecret(settings);
  if (secret === null) {
    throw new Failure(
      'The secret is needed that the data were sealed with: set HOLDSPACE_SECRET_FILE to the ' +
        `file “secret” of the place they come from, or copy it to ${settings.data}.`,
      2,
    );
  }
  return new Sealer(deriveKeys(secret).chain);
}

function storeToFill(settings: Settings): Promise<Store> {
  if (settings.store.kind === 'memory') thereIsOne(settings);
  return openStoreOf(settings);
}

/** Beside the running server, which goes on writing; with nothing made where nothing is. */
function storeToLookAt(settings: Settings): Promise<Store> {
  if (settings.store.kind !== 'sqlite') return openStoreOf(settings);
  if (!holds(settings)) return openStore({ kind: 'memory' });
  return openStore({ kind: 'sqlite', folder: settings.data, access: 'reader' });
}

/** Where somebody watches, a line that counts. */
function progressOn({ show }: Terminal): TransferOptions {
  if (!show) return {};
  return { progress: (done, of) => show(done < of ? `${done} of ${of} commits` : '') };
}

async function using<T>(store: Store, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await store.close();
  }
}
