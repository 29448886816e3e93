/**
 * A redis-server as a process of our own, set as Holdspace needs it: every write on the disk
 * before it is answered, nothing thrown away. It can be killed, paused and started again on
 * the same port and data. What is in it is not its affair.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { freePort, ManagedProcess, waitUntilReady } from './managed-process.ts';
import { repairRedis } from './redis-repair.ts';
import { RestartableProcess } from './restartable-process.ts';

export interface RedisOptions {
  /** Where it keeps its data, and stays; absent: a temporary one that goes with it. */
  readonly folder?: string;
  /** 0, the default: a free one. */
  readonly port?: number;
  /** What is promised; `always` is on the disk before it is answered. */
  readonly fsync?: 'always' | 'everysec';
  /** Further settings as redis.conf names them, over those here. */
  readonly settings?: Readonly<Record<string, string>>;
  /** An ACL file; then `user` says who we are. */
  readonly aclFile?: string;
  readonly user?: { readonly name: string; readonly password: string };
}

export const redisHost = '127.0.0.1';
const startDeadline = 30_000;
const stopDeadline = 10_000;

export class RedisProcess extends RestartableProcess {
  readonly port: number;
  readonly folder: string;
  /** With the sign-in of `user`, as HOLDSPACE_STORE takes it. */
  readonly url: string;
  readonly #options: RedisOptions;
  readonly #isTemporary: boolean;

  private constructor(port: number, folder: string, options: RedisOptions) {
    super();
    this.port = port;
    this.folder = folder;
    this.#options = options;
    this.#isTemporary = options.folder === undefined;
    this.url = redisUrl(port, options.user);
  }

  /** Answers once it does: after it has loaded its data. */
  static async start(options: RedisOptions = {}): Promise<RedisProcess> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'holdspace-redis-')));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const redis = new RedisProcess(options.port || (await freePort()), folder, options);
    try {
      await redis.launch();
    } catch (error) {
      await redis.stop();
      throw error;
    }
    return redis;
  }

  async launch(): Promise<void> {
    if (this.running) return;
    await repairRedis(this.folder);
    const { aclFile, fsync = 'always', settings } = this.#options;
    const conf = {
      port: String(this.port),
      bind: redisHost,
      dir: this.folder,
      save: '',
      appendonly: 'yes',
      appendfsync: fsync,
      'no-appendfsync-on-rewrite': 'no',
      'aof-load-truncated': 'no',
      'maxmemory-policy': 'noeviction',
      ...(aclFile !== undefined && { aclfile: aclFile }),
      ...settings,
    };
    const args = Object.entries(conf).flatMap(([name, value]) => [`--${name}`, value]);
    const own = new ManagedProcess('redis-server', args, {
      folder: this.#isTemporary ? this.folder : undefined,
    });
    this.setProcess(own);
    await waitUntilReady(own, {
      title: 'redis-server',
      ready: () => respondsToPing(this.url),
      deadline: startDeadline,
    });
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.launch();
  }

  /** For good; a temporary folder goes with it. */
  async stop(): Promise<void> {
    await this.stopGracefully(stopDeadline);
    if (this.#isTemporary) await rm(this.folder, { recursive: true, force: true });
  }
}

const redisUrl = (port: number, user: RedisOptions['user']): string => {
  const signIn = user
    ? `${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}@`
    : '';
  return `redis://${signIn}${redisHost}:${port}`;
};

/** While it loads its data it refuses with LOADING, which counts as not yet. */
async function respondsToPing(url: string): Promise<boolean> {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: false, connectTimeout: 1000 },
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}
