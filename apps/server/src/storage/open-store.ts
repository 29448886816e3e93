/** Which store there is, by name; everything else knows only the port. */
import { createMemoryStore } from './memory/memory-store.ts';
import type { Store } from './port/store.ts';
import { openRedisStore, type RedisStoreOptions } from './redis/redis-store.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';

export type StoreChoice =
  | { readonly kind: 'memory' }
  | {
      readonly kind: 'sqlite';
      readonly folder: string;
      /** `reader` looks in beside a running server, for a backup; `owner` when absent. */
      readonly access?: 'owner' | 'reader';
      /** Receives sentences for the operator, while data of an older format are moved. */
      readonly notify?: (sentence: string) => void;
    }
  | ({ readonly kind: 'redis' } & RedisStoreOptions);

export async function openStore(choice: StoreChoice): Promise<Store> {
  switch (choice.kind) {
    case 'memory':
      return createMemoryStore();
    case 'sqlite':
      return openSqliteStore(choice);
    case 'redis':
      return openRedisStore(choice);
    default:
      return choice satisfies never;
  }
}
