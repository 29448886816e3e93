/**
 * Prints one line per command. `npm run dev` loads this module into the development server with
 * `node --import`; a production server never loads it, and its image does not contain it.
 */
import { subscribe } from 'node:diagnostics_channel';
import { isMainThread } from 'node:worker_threads';
import { type CommandTrace, commandTraceChannel } from '@holdspace/server/inspector';
import { traceLine } from './trace-line.ts';

// The thread of the store inherits `--import`; it handles no commands.
if (isMainThread) {
  subscribe(commandTraceChannel, (trace) => {
    console.log(traceLine(trace as CommandTrace));
  });
}
