/**
 * Kills a process group when this process ends, however it ends: a shell reads from a pipe, and
 * acts when the pipe closes without a line. It does nothing while this process runs.
 */
import { spawn } from 'node:child_process';

const script = `
if ! read -r word; then
  [ -z "$1" ] || kill -s KILL -- "-$1" 2>/dev/null
  [ -z "$2" ] || rm -rf -- "$2"
fi`;

export interface GuardedGroup {
  /** The id of the process group to kill. */
  readonly group: number;
  /** A folder to remove afterwards. */
  readonly folder?: string | undefined;
}

/** Returns a function that ends the guard, for when the group has ended. */
export function guardProcessGroup({ group, folder = '' }: GuardedGroup): () => void {
  // Detached: Ctrl-C in a terminal does not reach it.
  const shell = spawn('/bin/sh', ['-c', script, 'sh', String(group), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return () => shell.stdin.end('done\n');
}
