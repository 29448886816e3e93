/** Stopping: at a signal everything is let go in order; after a fault of ours too, and then 1. */
import grace from 'close-with-grace';
import type { Log } from '../log.ts';
import type { Server } from '../server.ts';
import { onlyEchoes } from '../stopping.ts';

/** Longer than this nobody waits for the last ones to go. */
const patience = 18_000;

/** What it returns stops as a signal would. */
export function closeWithGrace(server: Server, log: Log): () => void {
  const { close } = grace({ delay: patience, logger: false }, async ({ err, signal }) => {
    onlyEchoes();
    if (err) log.error({ err }, 'Stopping after a fault');
    else log.info({ signal }, 'Stopping');
    await server.close();
  });
  return () => void close();
}
