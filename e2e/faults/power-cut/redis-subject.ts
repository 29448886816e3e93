/** Redis under a power cut: the server is cut, and the store that writes to it is here. */

import { freePort, ManagedProcess, repairRedis } from '@holdspace/cluster';
import { openRedisStore } from '@holdspace/server/storage';
import { writeCommits } from './commit-writer.ts';
import { killRunning, type PowerCutSubject, rejectOnExit } from './subject.ts';

/** Small files are rewritten already, so that rewrites are cut as well. */
const settings = {
  bind: '127.0.0.1',
  save: '',
  appendonly: 'yes',
  'no-appendfsync-on-rewrite': 'no',
  'maxmemory-policy': 'noeviction',
  'aof-load-truncated': 'no',
  'auto-aof-rewrite-min-size': '64kb',
  'auto-aof-rewrite-percentage': '50',
};

export const redisSubject = (fsync: 'always' | 'everysec'): PowerCutSubject => ({
  async start(disk, witness, again) {
    const port = String(await freePort());
    await repairRedis(disk.folder);
    const all = { ...settings, port, dir: disk.folder, appendfsync: fsync };
    const ready = Promise.withResolvers<void>();
    const first = Promise.withResolvers<void>();
    const server = new ManagedProcess(
      'redis-server',
      Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]),
      {
        env: { ...process.env, ...disk.mount() },
        onLine: (line) => line.includes('Ready to accept connections') && ready.resolve(),
      },
    );

    async function write() {
      await Promise.race([ready.promise, rejectOnExit(server)]);
      const store = await openRedisStore({ url: `redis://127.0.0.1:${port}`, fsync, patience: 0 });
      try {
        await writeCommits(
          store,
          {
            found: (found) => witness.found(found),
            asked: (ledger, command) => witness.asked(ledger, command),
            acked(...commit) {
              witness.acked(...commit);
              first.resolve();
            },
          },
          again,
        );
      } finally {
        await store.close();
      }
    }

    let fault: unknown = null;
    const work = write().catch((cause: unknown) => {
      fault = cause;
      throw cause;
    });
    return {
      writing: Promise.race([first.promise, work]),
      async cut() {
        const before = fault;
        await killRunning(server);
        if (before) throw before;
      },
      async cleanUp() {
        await server.kill();
        await server.closed;
        await work.catch(() => undefined);
      },
    };
  },
});
