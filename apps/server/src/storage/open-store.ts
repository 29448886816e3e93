/** Which store there is, by name; everything else knows only the port. */
import type { Millis } from '@holdspace/core';
import { createMemoryStore } from './memory/memory-store.ts';
import type { Store } from './port/store.ts';
import { openRedisStore, type RedisStoreOptions } from './redis/redis-store.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';

interface SqliteChoice {
  readonly kind: 'sqlite';
  readonly folder: string;
  /** `reader` looks in beside a running server, for a backup; `owner` when absent. */
  readonly access?: 'owner' | 'reader';
  /** Receives sentences for the operator, while data of an older format are moved. */
  readonly notify?: (sentence: string) => void;
}

export type StoreChoice = (
  | { readonly kind: 'memory' }
  | SqliteChoice
  | ({ readonly kind: 'redis' } & RedisStoreOptions)
) & {
  /** The clock of the store is ahead of the time by this; 0 when absent. */
  readonly clockAhead?: Millis;
};

export async function openStore(choice: StoreChoice): Promise<Store> {
  const { clockAhead = 0 } = choice;
  const now = () => Date.now() + clockAhead;
  switch (choice.kind) {
    case 'memory':
      return createMemoryStore({ now });
    case 'sqlite':
      return openSqliteStore({ ...choice, now });
    case 'redis':
      return openRedisStore(choice);
    default:
      return choice satisfies never;
  }
}
