/** `@holdspace/server/ledger`: ledgers on a store, with the change log that follows a meeting. */

export { systemContext } from '../ledger/command-context.ts';
export { createLedgers } from '../ledger/ledgers.ts';
export { ChangeLog } from '../projection/change-log.ts';
