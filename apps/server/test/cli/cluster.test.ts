/** `holdspace cluster` as people start it: what is killed comes back, what was said stays. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Api } from '@holdspace/client';
import { freePort } from '@holdspace/cluster';
import { signInOrganiser } from '@holdspace/rehearsal';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { cluster } from '../../src/cli/cluster.ts';

const bin = fileURLToPath(new URL('../../bin/holdspace.mjs', import.meta.url));

let folder: string;
let port: string;
beforeEach(async () => {
  port = String(await freePort());
  folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

/** The cluster once it is open, and all it has said. */
async function aCluster(...args: string[]) {
  const child = spawn(process.execPath, [bin, 'cluster', ...args], {
    env: { ...process.env, PORT: port, HOLDSPACE_DATA: join(folder, 'data'), TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  const find = (pattern: RegExp) => pattern.exec(said.join('\n'))?.[1] ?? '';
  await expect.poll(() => find(/(Ctrl-C)/), { timeout: 50_000 }).not.toBe('');
  const url = find(/open at (\S+)/);
  return { child, url, said, find };
}

const ended = async (child: ChildProcess) =>
  child.exitCode ?? child.signalCode ?? (await once(child, 'exit'))[0];

const names = async (organiser: Api) => (await organiser.circles()).map(({ name }) => name);

async function open(organiser: Api, name: string): Promise<void> {
  const start = new Date(Date.now() + 60 * 60 * 1000).toISOString();
  await organiser.openCircle({ name, purpose: '', start, settings: {} });
}

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('holdspace cluster', () => {
  it('starts what is killed, keeps what was said, and ends in order', async () => {
    const first = await aCluster('--nodes', '2');
    expect(first.said.filter((line) => line.startsWith('  node')).length).toBe(2);
    const organiser = await signInOrganiser(first.url, first.find(/organiser link: (\S+)/));
    await open(organiser, 'before');
    for (const title of ['node 1', 'redis']) {
      const pid = Number(first.find(new RegExp(`${title} .*process (\\d+)`)));
      process.kill(pid, 'SIGKILL');
      await expect.poll(() => first.find(new RegExp(`(${title} has ended)`, 'i'))).not.toBe('');
    }
    await expect
      .poll(() => names(organiser).catch(() => []), { timeout: 50_000 })
      .toEqual(['before']);
    first.child.kill('SIGTERM');
    expect(await ended(first.child)).toBe(0);
    for (const line of first.said) {
      const pid = /process (\d+)/.exec(line)?.[1];
      if (pid) expect([line, isRunning(Number(pid))]).toEqual([line, false]);
    }
    expect(readdirSync(folder)).toEqual(['data']);

    const second = await aCluster('--nodes', '1');
    expect(second.find(/(npx holdspace organiser-link)/)).not.toBe('');
    expect(await names(organiser)).toEqual(['before']);
    second.child.kill('SIGINT');
    expect(await ended(second.child)).toBe(0);
  }, 120_000);

  it('starts nothing when it is asked wrongly', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.stubEnv('HOLDSPACE_DATA', join(folder, 'data'));
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const args of [['--nodes', 'many'], ['--nodes', '0'], ['--fast']]) {
      expect([args, await cluster(args)]).toEqual([args, 2]);
    }
    vi.stubEnv('PORT', 'door');
    expect(await cluster([])).toBe(2);
    vi.stubEnv('PORT', '3000');
    vi.stubEnv('HOLDSPACE_STORE', 'redis://127.0.0.1:1');
    expect(await cluster([])).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});
