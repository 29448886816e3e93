/** Plays the rehearsals of the project on three nodes, with the public command. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FaultRow, FaultTally } from '../harness/fault-row.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const bin = fileURLToPath(import.meta.resolve('@holdspace/server/bin'));
/** Rehearsals about people, turns, words and many people at once. */
const onCluster = 'rehearsals/flr-5-everybody-at-once.yaml';
const deadline = 60 * 60_000;

export const rehearsals: FaultRow = {
  name: 'rehearsals',
  title: 'every rehearsal of the project on Redis, 3 nodes',
  counts: { few: 0, full: 5 },
  async run({ count, progress }, tally) {
    const files = globSync('rehearsals/*.y{a,}ml', { cwd: root }).sort();
    if (files.length === 0) tally.fault('there is no rehearsal to be played');
    for (let time = 1; time <= count; time++) {
      await play('redis', files, tally);
      progress(time);
    }
  },
};

export const rehearsalOnCluster: FaultRow = {
  name: 'rehearsal-on-cluster',
  title: 'a rehearsal on a Redis Cluster of three, 3 nodes',
  counts: { few: 1, full: 20 },
  async run({ count, progress }, tally) {
    for (let time = 1; time <= count; time++) {
      await play('redis-cluster', [onCluster], tally);
      progress(time);
    }
  },
};

async function play(store: string, files: readonly string[], tally: FaultTally): Promise<void> {
  const child = spawn(
    process.execPath,
    [bin, 'rehearse', '--store', store, '--nodes', '3', ...files],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: deadline,
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  }
  const stop = () => void child.kill('SIGTERM');
  process.once('exit', stop);
  const [code] = (await once(child, 'close')) as [number | null];
  process.off('exit', stop);
  tally.sum('rehearsals played', files.length);
  if (code !== 0) tally.fault(`rehearsing on ${store} ended with ${code}:\n${said}`);
}
