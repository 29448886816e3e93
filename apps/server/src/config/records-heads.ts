/** Whether a note of heads (LED-19) is kept for the store that the settings name. */
import { existsSync } from 'node:fs';
import type { Settings } from './settings.ts';

/** With Redis a note is kept only where the data folder exists. */
export const recordsHeads = ({ store, data }: Settings): boolean => {
  switch (store.kind) {
    case 'sqlite':
      return true;
    case 'memory':
      return false;
    case 'redis':
      // `everysec` accepts that a power cut loses acknowledged commits: a note would report them.
      return store.fsync === 'always' && existsSync(data);
    default:
      return store satisfies never;
  }
};
