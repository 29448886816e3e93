/** Several nodes as child processes: starting, killing, pausing, and leaving nothing behind. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freePort, NodeProcess, Nodes } from '../src/index.ts';

let nodes: Nodes;
beforeAll(async () => {
  nodes = await Nodes.start({
    store: 'redis',
    count: 2,
    node: { env: { HOLDSPACE_LOG: 'warn', HOLDSPACE_LEASE: '2' } },
  });
}, 60_000);
afterAll(() => nodes.stop());

/** The status of /readyz; 0 without an answer in that time. */
const ready = (url: string, time = 20_000) =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(time) }).then(
    ({ status }) => status,
    () => 0,
  );

const allReady = (time?: number) => Promise.all(nodes.members.map(({ url }) => ready(url, time)));

describe('several nodes', () => {
  it('are ready on ports of their own, and let one organiser in', async () => {
    expect(new Set(nodes.members.map(({ url }) => url)).size).toBe(2);
    await expect.poll(() => allReady()).toEqual([200, 200]);
    expect(nodes.organiserLink).toContain(nodes.member(1).url);
    expect(() => nodes.member(3)).toThrow(/no node 3; there are 2/);
  });

  it('are killed and started one by one, on the same port', async () => {
    const { process, url } = nodes.member(2);
    await process.kill();
    await expect.poll(() => allReady()).toEqual([200, 0]);
    await process.launch();
    expect(process.url).toBe(url);
    await expect.poll(() => allReady()).toEqual([200, 200]);
  });

  it('hang when they are paused, and are healed together', async () => {
    nodes.member(1).process.pause();
    await nodes.member(2).process.kill();
    expect(await allReady(1000)).toEqual([0, 0]);
    await nodes.heal();
    await expect.poll(() => allReady()).toEqual([200, 200]);
  });

  it('say when they have lost Redis, and when they have it again', async () => {
    nodes.member(1).relay?.setFault('silent');
    await expect.poll(() => allReady()).toEqual([503, 200]);
    await nodes.heal();
    await expect.poll(() => allReady()).toEqual([200, 200]);
    nodes.redis?.pause();
    await expect.poll(() => allReady()).toEqual([503, 503]);
    await nodes.heal();
    await expect.poll(() => allReady()).toEqual([200, 200]);
  });

  it('go in order at SIGTERM, with exit code 0', async () => {
    const { process } = nodes.member(2);
    expect(await process.terminate()).toBe(0);
    expect(process.running).toBe(false);
    await process.launch();
    await expect.poll(() => allReady()).toEqual([200, 200]);
  });

  it('take ports that can be listened on, and that no connection takes', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
    expect(new Set(ports).size).toBe(ports.length);
    // RFC 6335 begins them at 49152, Linux at 32768.
    for (const port of ports) expect(port).toBeLessThan(32_768);
    const server = createServer();
    for (const port of ports) {
      await once(server.listen(port, '127.0.0.1'), 'listening');
      await once(server.close(), 'close');
    }
  });

  it('say why they did not start', async () => {
    await expect(
      NodeProcess.start({ env: { HOLDSPACE_STORE: 'redis://127.0.0.1:1' } }),
    ).rejects.toThrow(/did not start\.\n.*HOLDSPACE_SECRET/s);
  });

  it('leave nothing behind', async () => {
    const own = await Nodes.start({ store: 'sqlite', count: 1 });
    onTestFinished(() => own.stop());
    const { pid = 0 } = own.member(1).process;
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    await own.stop();
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(await ready(own.member(1).url)).toBe(0);
  });
});
