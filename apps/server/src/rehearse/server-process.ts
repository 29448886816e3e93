/**
 * The project's own server as a process of its own, in a temporary folder on a free port:
 * what rehearsals and the demo play on. Killed without warning and started again when a
 * rehearsal asks for it; on stopping, nothing of it is left.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface ServerOptions {
  /** 0, the default: a free one. */
  readonly port?: number;
  readonly host?: string;
  readonly env?: Record<string, string>;
}

const bin = fileURLToPath(new URL('../../bin/holdspace.mjs', import.meta.url));
const startDeadline = 30_000;
const stopDeadline = 10_000;

export class ServerProcess {
  readonly url: string;
  readonly #port: number;
  readonly #host: string;
  readonly #data: string;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;
  #organiserLink = '';
  /** The last lines it said, for whoever has to explain why it did not start. */
  #said: string[] = [];

  private constructor(host: string, port: number, data: string, env: Record<string, string>) {
    this.#host = host;
    this.#port = port;
    this.#data = data;
    this.#env = env;
    this.url = `http://${host}:${port}`;
    process.once('exit', this.#atOnce);
  }

  /** When there is no time to wait: nothing is left all the same. */
  readonly #atOnce = (): void => {
    if (this.#child) signal(this.#child, 'SIGKILL');
    rmSync(this.#data, { recursive: true, force: true });
  };

  static async start({ port = 0, host = '127.0.0.1', env = {} }: ServerOptions = {}) {
    const data = await mkdtemp(join(tmpdir(), 'holdspace-'));
    const server = new ServerProcess(host, port || (await freePort(host)), data, env);
    try {
      await server.#launch();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  get organiserLink(): string {
    return this.#organiserLink;
  }

  /** SIGKILL, with no chance to say or save anything, and start again. */
  async restart(): Promise<void> {
    await this.kill();
    await this.#launch();
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    signal(child, 'SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      signal(child, 'SIGTERM');
      const inTime = await Promise.race([
        gone.then(() => true),
        pause(stopDeadline, false, { ref: false }),
      ]);
      if (!inTime) await this.kill();
    }
    this.#child = null;
    process.off('exit', this.#atOnce);
    await rm(this.#data, { recursive: true, force: true });
  }

  async #launch(): Promise<void> {
    // A group of its own, so that whatever it starts is stopped with it; and its input is a
    // pipe that nobody writes to, which ends when this process does, however it does.
    const child = spawn(process.execPath, [bin, 'serve', '--until-input-ends'], {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...outside(process.env),
        HOST: this.#host,
        PORT: String(this.#port),
        HOLDSPACE_DATA: this.#data,
        HOLDSPACE_STORE: 'sqlite',
        ...this.#env,
      },
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#hear(line));
    }
    const until = Date.now() + startDeadline;
    while (!(await this.#ready())) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
        throw new Error(`The server did not start.\n${this.#said.join('\n')}`);
      }
      await pause(25);
    }
  }

  async #ready(): Promise<boolean> {
    if (this.#organiserLink === '') return false;
    return fetch(`${this.url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
  }

  #hear(line: string): void {
    const link = /organiser link: (\S+)/.exec(line)?.[1];
    if (link) this.#organiserLink = link;
    this.#said = [...this.#said.slice(-19), line];
  }
}

/** The surroundings without what would set a server of one's own. */
const outside = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(HOLDSPACE_|PUBLIC_URL$|HOST$|PORT$)/.test(name)),
  );

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // It was gone before it was told.
  }
}

async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}
