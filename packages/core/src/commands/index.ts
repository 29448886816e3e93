export * from './catalogue.ts';
export type { CommandEntry, CommandRate, CommandRole, WhenLate } from './entry.ts';
export type * from './fields.ts';
export * from './ids.ts';
