/** Stopping: at a signal everything is let go in order; after a fault of ours too, and then 1. */
import grace from 'close-with-grace';
import type { Log } from '../log.ts';
import type { Server } from '../server.ts';

/** Longer than this nobody waits for the last ones to go. */
const patience = 10_000;
/** The same signal within this time is an echo of the first. */
const echo = 1000;
const stopping = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function closeWithGrace(server: Server, log: Log): void {
  grace({ delay: patience, logger: false }, async ({ err, signal }) => {
    // npm, a terminal and a process group may each bring the same signal: only one that comes
    // later is meant as "at once".
    for (const name of stopping) process.removeAllListeners(name);
    const since = performance.now();
    for (const name of stopping) {
      process.on(name, () => {
        if (performance.now() - since > echo) process.exit(1);
      });
    }
    if (err) log.error({ err }, 'Stopping after a fault');
    else log.info({ signal }, 'Stopping');
    await server.close();
  });
}
