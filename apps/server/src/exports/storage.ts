/** `@holdspace/server/storage`: the storage port, the stores behind it, and the commit codec. */

export { openCheckedStore, openConfiguredStore } from '../configured-store.ts';
export {
  BrokenChain,
  type CommandKey,
  type Commit,
  CommitCodec,
} from '../storage/chain/commit-codec.ts';
export { createMemoryStore } from '../storage/memory/memory-store.ts';
export {
  emptyHead,
  type Head,
  type LedgerEntry,
  type LedgerId,
  type ProcessedCommand,
  type SaltedWords,
  type Store,
} from '../storage/port/store.ts';
export { openRedisStore } from '../storage/redis/redis-store.ts';
export { openLedgerFile } from '../storage/sqlite/open-ledger-file.ts';
export { openSqliteStore } from '../storage/sqlite/sqlite-store.ts';
