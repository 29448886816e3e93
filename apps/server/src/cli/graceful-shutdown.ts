/** Stopping: at a signal everything is let go in order; after a fault of ours too, and then 1. */
import grace from 'close-with-grace';
import type { Log } from '../ops/log.ts';
import type { RunningServer } from '../server.ts';
import { exitOnRepeatedSignal } from './stop-signals.ts';

/** Longer than this nobody waits for the last ones to go. */
const shutdownDeadline = 18_000;

/** What it returns stops as a signal would. */
export function closeOnSignals(server: RunningServer, log: Log): () => void {
  const { close } = grace({ delay: shutdownDeadline, logger: false }, async ({ err, signal }) => {
    exitOnRepeatedSignal();
    if (err) log.error({ err }, 'Stopping after a fault');
    else log.info({ signal }, 'Stopping');
    await server.close();
  });
  return () => void close();
}
