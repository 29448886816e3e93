/**
 * The compared servers: how each is started, which processes belong to it, and which load client
 * speaks its protocol.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from './child-process.ts';

export type LoadClientName = 'raw' | 'rooms' | 'durable' | 'holdspace';

/** A running server. */
export interface RunningContestant {
  readonly wire: LoadClientName;
  readonly urls: readonly string[];
  /** The secret of the compared servers; an organiser link of ours. */
  readonly key: string;
  /** Its own processes, and Redis where it needs one. */
  readonly pids: readonly number[];
  /** Restarts the server with its stored data; null for a server without a store. */
  readonly restart: (() => Promise<RunningContestant>) | null;
  stop(): Promise<void>;
}

export interface Contestant {
  readonly name: string;
  readonly title: string;
  /** Measured only when it is named. */
  readonly onRequest?: true;
  /** `folder`: the folder for its files, on the same disk for all servers. */
  start(folder: string): Promise<RunningContestant>;
}

const localPath = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const bin = fileURLToPath(import.meta.resolve('@holdspace/server/bin'));
const serverCore = 0;

const listening = (line: string): { url: string; organiserLink?: string | null } | null =>
  line.startsWith('{"url"') ? JSON.parse(line) : null;

const peer = (file: string, env: Record<string, string>) =>
  startChild(process.execPath, [localPath(`../../peers/${file}`)], {
    core: serverCore,
    env: { NODE_ENV: 'production', ...env },
    isReady: listening,
  });

const holdspace = (env: Record<string, string>, profile: readonly string[] = []) =>
  startChild(process.execPath, [...profile, bin, 'serve', '--json', '--until-input-ends'], {
    core: serverCore,
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      HOLDSPACE_LIMITS: 'off',
      HOLDSPACE_LOG: 'error',
      ...env,
    },
    isReady: listening,
  });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}

/** Each write is on the disk before its answer, as durability requires. */
async function redis(folder: string): Promise<Child<true> & { readonly url: string }> {
  const port = await freePort();
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'yes',
    appendfsync: 'always',
    'no-appendfsync-on-rewrite': 'no',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = await startChild('redis-server', args, {
    core: serverCore,
    isReady: (line) => (line.includes('Ready to accept connections') ? true : null),
  });
  return { ...child, url: `redis://127.0.0.1:${port}` };
}

const secret = () => randomBytes(32).toString('hex');

/** Stops the started parts in the opposite order, also when a later part failed to start. */
class StartedParts {
  readonly #undo: (() => Promise<void>)[] = [];

  async add<Part extends { stop(): Promise<void> }>(part: Promise<Part>): Promise<Part> {
    try {
      const started = await part;
      this.#undo.push(() => started.stop());
      return started;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  stop = async (): Promise<void> => {
    for (const undo of this.#undo.splice(0).reverse()) await undo();
  };
}

async function onRedis(folder: string, nodes: number): Promise<RunningContestant> {
  const parts = new StartedParts();
  const store = await parts.add(redis(folder));
  const shared = { HOLDSPACE_STORE: store.url, HOLDSPACE_SECRET: secret(), HOLDSPACE_DATA: folder };
  const servers: Child<{ url: string; organiserLink?: string | null }>[] = [];
  for (let node = 0; node < nodes; node++) {
    servers.push(
      await parts.add(holdspace({ ...shared, HOLDSPACE_DATA: join(folder, `${node}`) })),
    );
  }
  return {
    wire: 'holdspace',
    urls: servers.map(({ ready }) => ready.url),
    key: servers[0]?.ready.organiserLink ?? '',
    pids: [store.pid, ...servers.map(({ pid }) => pid)],
    restart: null,
    stop: parts.stop,
  };
}

async function onSqlite(
  folder: string,
  profile: readonly string[],
  { key, port }: { readonly key: string; readonly port: number },
): Promise<RunningContestant> {
  const env = { HOLDSPACE_DATA: folder, PORT: String(port) };
  const { ready, pid, stop } = await holdspace(env, profile);
  const organiserLink = ready.organiserLink ?? key;
  return {
    wire: 'holdspace',
    urls: [ready.url],
    key: organiserLink,
    pids: [pid],
    restart: async () => {
      await stop();
      return onSqlite(folder, profile, { key: organiserLink, port });
    },
    stop,
  };
}

async function single(wire: LoadClientName, file: string): Promise<RunningContestant> {
  const key = secret();
  const { ready, pid, stop } = await peer(file, { BENCH_SECRET: key });
  return { wire, urls: [ready.url], key, pids: [pid], restart: null, stop };
}

/** `profile`: further arguments of Node for the Holdspace server on SQLite. */
export const contestants = (profile: readonly string[]): readonly Contestant[] => [
  { name: 'raw', title: 'raw ws, no store', start: () => single('raw', 'raw.ts') },
  {
    name: 'rooms',
    title: 'Socket.IO rooms, no store',
    start: () => single('rooms', 'rooms.ts'),
  },
  {
    name: 'durable',
    title: 'Socket.IO + Redis adapter + XADD',
    async start(folder) {
      const parts = new StartedParts();
      const key = secret();
      const store = await parts.add(redis(folder));
      const server = await parts.add(peer('rooms.ts', { BENCH_SECRET: key, REDIS_URL: store.url }));
      const pids = [store.pid, server.pid];
      return {
        wire: 'durable',
        urls: [server.ready.url],
        ...{ key, pids, restart: null, stop: parts.stop },
      };
    },
  },
  {
    name: 'sqlite',
    title: 'Holdspace on SQLite',
    start: async (folder) => onSqlite(folder, profile, { key: '', port: await freePort() }),
  },
  {
    name: 'redis-1',
    title: 'Holdspace on Redis, 1 node',
    onRequest: true,
    start: (folder) => onRedis(folder, 1),
  },
  { name: 'redis-2', title: 'Holdspace on Redis, 2 nodes', start: (folder) => onRedis(folder, 2) },
  {
    name: 'redis-3',
    title: 'Holdspace on Redis, 3 nodes',
    onRequest: true,
    start: (folder) => onRedis(folder, 3),
  },
];

/** Throws an Error for a name that no server has. */
export function contestantNamed(name: string): Contestant {
  const found = contestants([]).find((each) => each.name === name);
  if (!found) throw new Error(`There is no server “${name}”.`);
  return found;
}

/** A temporary folder for one start, removed at its end. */
export async function withTempFolder<T>(
  base: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(base, 'holdspace-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
