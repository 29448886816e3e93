/**
 * Types and constants of the wire. The schemas have entries of their own
 * (`@holdspace/protocol/commands`, `/http`), so that a browser does not load them.
 */
export type * from '@holdspace/core';
export type * from './http.ts';
export * from './lengths.ts';
export * from './pebble-look.ts';
export * from './suggested-names.ts';
export * from './wire.ts';
