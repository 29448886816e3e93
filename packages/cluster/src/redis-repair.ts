/**
 * Takes a torn end off Redis's append-only file before it starts. Left to itself
 * (`aof-load-truncated yes`), Redis 7.0 takes off the torn command and leaves the `MULTI` it
 * stood in: what is acknowledged next is read together with it at the start after, and lost.
 * docs/faults.md tells how that was found.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const repairDeadline = 60_000;

/** What it cannot mend it leaves; Redis then says so itself and does not start. */
export async function repairRedis(folder: string): Promise<void> {
  const manifest = join(folder, 'appendonlydir', 'appendonly.aof.manifest');
  if (!existsSync(manifest)) return;
  const mending = spawn('redis-check-aof', ['--fix', manifest], {
    stdio: ['pipe', 'ignore', 'ignore'],
    timeout: repairDeadline,
  });
  // It may have ended without asking.
  mending.stdin.on('error', () => undefined);
  mending.stdin.end('y\n');
  await once(mending, 'close');
}
