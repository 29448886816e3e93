/** Every rehearsal of the project on three nodes over Redis, by the same command as anybody's. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Row } from '../row.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const bin = join(root, 'apps', 'server', 'bin', 'holdspace.mjs');
/** One that has people, turns and words, on a cluster of three primaries. */
const onCluster = 'together.yaml';
const deadline = 10 * 60_000;

export const rehearsals: Row = {
  name: 'rehearsals',
  title: 'every rehearsal of the project on Redis, 3 nodes; one on a Redis Cluster',
  counts: { few: 0, full: 5 },
  async run({ count, progress }, tally) {
    const files = globSync('rehearsals/*.y{a,}ml', { cwd: root }).sort();
    const chosen = files.find((file) => basename(file) === onCluster) ?? files[0] ?? '';
    await play('redis-cluster', chosen);
    for (let time = 1; time <= count; time++) {
      for (const file of files) await play('redis', file);
      progress(time);
    }

    async function play(store: string, file: string): Promise<void> {
      const args = [bin, 'rehearse', '--store', store, '--nodes', '3', file];
      const child = spawn(process.execPath, args, {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: deadline,
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          said += chunk;
        });
      }
      const [code] = (await once(child, 'close')) as [number | null];
      tally.sum(`played on ${store}`, 1);
      if (code !== 0) tally.fault(`${basename(file)} on ${store} ended with ${code}:\n${said}`);
    }
  },
};
