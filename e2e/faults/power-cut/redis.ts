/** Redis under a power cut: the server is cut, and the store that writes to it is here. */
import { freePort, OwnProcess } from '../../../apps/server/src/cluster/own-process.ts';
import { mendRedis } from '../../../apps/server/src/cluster/redis-mending.ts';
import { openRedisStore } from '../../../apps/server/src/stores/redis/index.ts';
import { writeOn } from './commits.ts';
import { cutOff, type Subject, untimely } from './subject.ts';

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

export const redis = (fsync: 'always' | 'everysec'): Subject => ({
  async start(disk, witness, again) {
    const port = String(await freePort());
    await mendRedis(disk.folder);
    const all = { ...settings, port, dir: disk.folder, appendfsync: fsync };
    const ready = Promise.withResolvers<void>();
    const first = Promise.withResolvers<void>();
    const server = new OwnProcess(
      'redis-server',
      Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]),
      {
        env: { ...process.env, ...disk.mount() },
        hear: (line) => line.includes('Ready to accept connections') && ready.resolve(),
      },
    );

    async function write() {
      await Promise.race([ready.promise, untimely(server)]);
      const store = await openRedisStore({ url: `redis://127.0.0.1:${port}`, fsync, patience: 0 });
      try {
        await writeOn(
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
        await cutOff(server);
        if (before) throw before;
      },
      async gone() {
        await server.kill();
        await server.gone;
        await work.catch(() => undefined);
      },
    };
  },
});
