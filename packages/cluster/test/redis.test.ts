/** Redis as a child process: its settings, its data after a kill, and its removal. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, createCluster } from 'redis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RedisCluster, RedisProcess } from '../src/index.ts';

async function connectTo({ url }: { readonly url: string }) {
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  onTestFinished(() => client.destroy());
  return client;
}

const isRunning = (pid: number | undefined) => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('RedisProcess', () => {
  it('has the requested fsync policy, and evicts no key', async () => {
    for (const fsync of ['always', 'everysec'] as const) {
      const redis = await RedisProcess.start({ fsync });
      onTestFinished(() => redis.stop());
      const client = await connectTo(redis);
      expect(await client.configGet('append*')).toMatchObject({
        appendonly: 'yes',
        appendfsync: fsync,
      });
      expect(await client.configGet('no-appendfsync-on-rewrite')).toEqual({
        'no-appendfsync-on-rewrite': 'no',
      });
      expect(await client.configGet('maxmemory-policy')).toEqual({
        'maxmemory-policy': 'noeviction',
      });
      expect(await client.configGet('save')).toEqual({ save: '' });
    }
  });

  it('has all data after SIGKILL, on the same port, and removes its folder at the end', async () => {
    const redis = await RedisProcess.start();
    onTestFinished(() => redis.stop());
    const { port, pid } = redis;
    await (await connectTo(redis)).set('kept', 'yes');
    await redis.restart();
    expect(redis.port).toBe(port);
    expect(redis.pid).not.toBe(pid);
    expect(await (await connectTo(redis)).get('kept')).toBe('yes');
    await redis.stop();
    expect(isRunning(redis.pid)).toBe(false);
    expect(existsSync(redis.folder)).toBe(false);
  });

  it('gives no answer while it is paused, and continues afterwards', async () => {
    const redis = await RedisProcess.start();
    onTestFinished(() => redis.stop());
    const client = await connectTo(redis);
    redis.pause();
    let answered = false;
    const asked = client.ping().then(() => {
      answered = true;
    });
    await Promise.race([asked, pause(300)]);
    expect([answered, redis.running]).toEqual([false, true]);
    redis.continue();
    await asked;
    redis.pause();
    await redis.stop();
    expect(isRunning(redis.pid)).toBe(false);
  });

  it('says why it did not start', async () => {
    await expect(RedisProcess.start({ settings: { 'no-such-thing': '1' } })).rejects.toThrow(
      /^redis-server did not start\.\n(.*\n)*.*no-such-thing/,
    );
  });

  it('ends when its parent is killed by SIGKILL, and its folder is removed', async () => {
    const module = new URL('../src/index.ts', import.meta.url).href;
    const script = `const { RedisProcess } = await import('${module}');
      const { pid, folder } = await RedisProcess.start();
      console.log(JSON.stringify({ pid, folder }));
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { pid, folder } = JSON.parse((await lines.next()).value ?? '');
    expect(isRunning(pid)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => isRunning(pid)).toBe(false);
    await expect.poll(() => existsSync(folder)).toBe(false);
  });
});

describe('RedisCluster', () => {
  it('serves every slot by three primaries, also after all were killed', async () => {
    const cluster = await RedisCluster.start();
    onTestFinished(() => cluster.stop());
    const client = createCluster({ rootNodes: cluster.nodes.map(({ url }) => ({ url })) });
    client.on('error', () => {});
    await client.connect();
    onTestFinished(() => client.destroy());
    const keys = Array.from({ length: 30 }, (_, i) => `{${i}}key`);
    await Promise.all(keys.map((key) => client.set(key, key)));
    expect(client.masters.length).toBe(3);
    await cluster.restart();
    await expect
      .poll(() => Promise.all(keys.map((key) => client.get(key))).catch(() => []), {
        timeout: 50_000,
      })
      .toEqual(keys);
  });
});
