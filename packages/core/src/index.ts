/** What a circle is: pure functions. No dependency, no clock, no I/O. */
export * from './commands.ts';
export * from './draw.ts';
export * from './kernel.ts';
export * from './settings.ts';
export * from './view.ts';
export * from './vocabulary.ts';
