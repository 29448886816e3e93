/** What a circle is: pure functions. No dependency, no clock, no I/O. */
export * from './circle/index.ts';
export * from './commands/index.ts';
export * from './desk/index.ts';
export * from './house/index.ts';
export * from './kernel.ts';
export * from './measure.ts';
export * from './meeting/index.ts';
export * from './names/index.ts';
export * from './projection/index.ts';
export * from './projection/pending-receipts.ts';
export * from './rule-table.ts';
export * from './seeded-random.ts';
export * from './settings.ts';
export * from './standing.ts';
export { textRefusal } from './text.ts';
export * from './view.ts';
export * from './vocabulary.ts';
