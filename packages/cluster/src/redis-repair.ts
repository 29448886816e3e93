/**
 * Removes a torn end from the append-only file of Redis before Redis starts. By itself
 * (`aof-load-truncated yes`) Redis 7.0 removes the torn command and keeps the `MULTI` before it:
 * at the next start it reads later, acknowledged commands as part of that transaction and loses
 * them. docs/faults.md describes how this was found.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const repairDeadline = 60_000;

/** A file that cannot be repaired is left as it is; Redis then refuses to start. */
export async function repairRedis(folder: string): Promise<void> {
  const manifest = join(folder, 'appendonlydir', 'appendonly.aof.manifest');
  if (!existsSync(manifest)) return;
  const repair = spawn('redis-check-aof', ['--fix', manifest], {
    stdio: ['pipe', 'ignore', 'ignore'],
    timeout: repairDeadline,
  });
  // It can end without reading its input.
  repair.stdin.on('error', () => undefined);
  repair.stdin.end('y\n');
  await once(repair, 'close');
}
