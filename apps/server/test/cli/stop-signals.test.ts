/** What the player leaves behind when it is stopped: nothing, however it is stopped. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '@holdspace/cluster';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/holdspace.mjs', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leaving-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

/** The demo as people start it, once its circle meets. */
async function aDemo() {
  const port = String(await freePort());
  const child = spawn(process.execPath, [bin, 'demo'], {
    env: { ...process.env, PORT: port, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('A circle is meeting')) break;
  }
  return { child, url: `http://127.0.0.1:${port}/livez` };
}

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );
const ended = async (child: ChildProcess) =>
  child.exitCode ?? child.signalCode ?? (await once(child, 'exit'))[0];

describe('the demo', () => {
  it.each(['SIGHUP', 'SIGINT', 'SIGTERM'] as const)(
    'leaves nothing behind at %s, nor when it comes twice',
    async (signal) => {
      const { child, url } = await aDemo();
      expect(await answers(url)).toBe(true);
      child.kill(signal);
      child.kill(signal);
      expect(await ended(child)).toBe(0);
      expect(await answers(url)).toBe(false);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('takes its server along when it is killed without a word', async () => {
    const { child, url } = await aDemo();
    child.kill('SIGKILL');
    await ended(child);
    await expect.poll(() => answers(url)).toBe(false);
  });
});
