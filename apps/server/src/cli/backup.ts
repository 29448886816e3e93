/**
 * `holdspace export` and `import`: everything in one file, taken while the server runs, and
 * back into an empty place, SQLite or Redis, whichever it came from. The file holds the words
 * as they are, but not the secret, without which it cannot be imported.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { deriveKeys, existingSecret } from '../secrets.ts';
import { openStoreOf } from '../server.ts';
import type { Settings } from '../settings.ts';
import type { Counts } from '../stores/backup-file.ts';
import { openStore } from '../stores/index.ts';
import type { Store } from '../stores/port.ts';
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
  const store = await storeToLookAt(settings);
  return using(store, () => exportStore(store, sealer, file, progressOn(terminal)));
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
  return using(store, () => importStore(store, sealer, file, options));
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
