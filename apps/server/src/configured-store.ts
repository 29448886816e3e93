/** Opens the store that the settings name, with or without its note of heads (LED-19). */
import { recordsHeads } from './config/records-heads.ts';
import { deriveKeys } from './config/secrets.ts';
import type { Settings } from './config/settings.ts';
import { withHeadNote } from './storage/heads/head-checked-store.ts';
import { openStore } from './storage/open-store.ts';
import type { Store } from './storage/port/store.ts';

/** `warn` receives sentences for the operator of the server. */
export const openConfiguredStore = (
  { store, data, clockAhead }: Settings,
  warn?: (sentence: string) => void,
): Promise<Store> =>
  openStore(
    store.kind === 'sqlite'
      ? { ...store, folder: data, clockAhead, ...(warn && { notify: warn }) }
      : { ...store, clockAhead, ...(warn && { warn }) },
  );

/** Opens the same store and compares it with its note of heads (LED-19). */
export async function openCheckedStore(
  settings: Settings & { readonly secret: string },
  warn: (sentence: string) => void,
): Promise<Store> {
  const store = await openConfiguredStore(settings, warn);
  if (!recordsHeads(settings)) return store;
  try {
    return await withHeadNote(store, settings.data, deriveKeys(settings.secret).heads, warn);
  } catch (cause) {
    await store.close();
    throw cause;
  }
}
