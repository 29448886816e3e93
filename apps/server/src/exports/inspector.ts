/** `@holdspace/server/inspector`: what the meeting inspector reads with; nothing here writes. */

export { deriveKeys } from '../config/secrets.ts';
export { readSettings } from '../config/settings.ts';
export { type CommandTrace, commandTraceChannel, traceCommand } from '../ops/command-trace.ts';
export { BackupFault, readBackup } from '../storage/backup/backup-file.ts';
export { BrokenChain, CommitCodec, type DecodedCommit } from '../storage/chain/commit-codec.ts';
export {
  emptyHead,
  type LedgerEntry,
  type SaltedWords,
  StoreFault,
} from '../storage/port/store.ts';
export { openSqliteStore } from '../storage/sqlite/sqlite-store.ts';
