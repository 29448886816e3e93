/**
 * A redis-server as a child process, with the settings that Holdspace needs: each write is on
 * disk before its answer, and no key is evicted. It can be killed, paused and started again on
 * the same port and data.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { freePort, ManagedProcess, waitUntilReady } from './managed-process.ts';
import { repairRedis } from './redis-repair.ts';
import { RestartableProcess } from './restartable-process.ts';

export interface RedisOptions {
  /** The data folder, which is kept; absent: a temporary folder, removed by stop(). */
  readonly folder?: string;
  /** 0, the default: a free port. */
  readonly port?: number;
  /** The fsync policy; with `always`, the default, a write is on disk before its answer. */
  readonly fsync?: 'always' | 'everysec';
  /** Further settings by their names in redis.conf; they override those of this file. */
  readonly settings?: Readonly<Record<string, string>>;
  /** An ACL file; `user` is then the user of `url`. */
  readonly aclFile?: string;
  readonly user?: { readonly name: string; readonly password: string };
}

export const redisHost = '127.0.0.1';
const stopDeadline = 10_000;

export class RedisProcess extends RestartableProcess {
  readonly port: number;
  readonly folder: string;
  /** A value for HOLDSPACE_STORE, with the name and password of `user`. */
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

  /** Resolves when Redis answers, after it has loaded its data. */
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
    });
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.launch();
  }

  /** Ends the process and removes a temporary folder. */
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

/** False as well while Redis loads its data (LOADING). */
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
