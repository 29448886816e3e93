/** `@holdspace/server/ledger`: ledgers on a store; a meeting's ledger has its change log. */

export { systemContext } from '../ledger/command-context.ts';
export { createLedgers } from '../ledger/ledgers.ts';
