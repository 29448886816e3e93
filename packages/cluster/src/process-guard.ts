/**
 * Sees to it that nothing outlives this process, however it ends: a shell that holds the
 * other end of a pipe, and acts when the pipe ends without a word. It owns nothing and
 * stops nothing while this process lives.
 */
import { spawn } from 'node:child_process';

const script = `
if ! read -r word; then
  [ -z "$1" ] || kill -s KILL -- "-$1" 2>/dev/null
  [ -z "$2" ] || rm -rf -- "$2"
fi`;

export interface GuardedGroup {
  /** Of the process group to kill. */
  readonly group: number;
  /** Removed afterwards; absent: it is kept. */
  readonly folder?: string | undefined;
}

/** What it returns ends the guarding: the group is gone, or somebody else sees to it. */
export function guardProcessGroup({ group, folder = '' }: GuardedGroup): () => void {
  // A session of its own: Ctrl-C in a terminal is not for it.
  const shell = spawn('/bin/sh', ['-c', script, 'sh', String(group), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return () => shell.stdin.end('done\n');
}
