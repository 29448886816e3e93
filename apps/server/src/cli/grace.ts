/** Stopping: at a signal everything is let go in order; after a fault of ours too, and then 1. */
import grace from 'close-with-grace';
import type { Log } from '../log.ts';
import type { Server } from '../server.ts';

/** Longer than this nobody waits for the last ones to go. */
const patience = 10_000;

export function closeWithGrace(server: Server, log: Log): void {
  grace({ delay: patience, logger: false }, async ({ err, signal }) => {
    if (err) log.error({ err }, 'Stopping after a fault');
    else log.info({ signal }, 'Stopping');
    await server.close();
  });
}
