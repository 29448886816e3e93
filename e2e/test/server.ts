/**
 * The real server, started as a person starts it: its own process on a free port, with a data
 * folder that is gone afterwards. It can be killed and started again in the middle of a meeting.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@holdspace/cluster';

const root = join(import.meta.dirname, '..', '..');
const command = fileURLToPath(import.meta.resolve('@holdspace/server/bin'));
const pinnedNode = join(root, 'node_modules', 'node', 'bin', 'node');
const patience = 20_000;
/** A start on a busy machine; less than the time limit of a journey. */
const startPatience = 60_000;

export { freePort };

export class Server {
  readonly url: string;
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;
  /** Seconds. */
  #clockAhead = 0;
  #process: ChildProcess | null = null;
  #printed = '';
  #organiserLink = '';

  private constructor(port: number, settings: Readonly<Record<string, string>>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#folder = mkdtempSync(join(tmpdir(), 'holdspace-e2e-'));
    this.#env = { HOST: '127.0.0.1', PORT: `${port}`, HOLDSPACE_DATA: this.#folder, ...settings };
  }

  /** `settings` are environment variables, put over those of the test. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<Server> {
    const server = new Server(await freePort(), settings);
    try {
      await server.start();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** The one-time link that the first start printed. */
  get organiserLink(): string {
    return this.#organiserLink;
  }

  /** Everything it has printed since it was started last, for a failed test's sake. */
  get printed(): string {
    return this.#printed;
  }

  /** Resolves when it answers; the same port and data folder each time. */
  async start(): Promise<void> {
    this.#printed = '';
    const child = spawn(pinnedNode, [command, 'serve'], {
      cwd: root,
      env: {
        ...process.env,
        ...this.#env,
        ...(this.#clockAhead > 0 && { HOLDSPACE_CLOCK_AHEAD: `${this.#clockAhead}` }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#printed += chunk;
        this.#organiserLink ||= /organiser link: (\S+)/.exec(this.#printed)?.[1] ?? '';
      });
    }
    const until = Date.now() + startPatience;
    while (!(await this.#ready())) {
      if (child.exitCode !== null || Date.now() > until) {
        throw new Error(`The server did not come up. It printed:\n${this.#printed}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** SIGKILL, like a power cut. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Stops it, and starts it again with its clock so many days further on. */
  async letDaysPass(days: number): Promise<void> {
    await this.#end('SIGTERM');
    this.#clockAhead += Math.round(days * 24 * 60 * 60);
    await this.start();
  }

  /** The time as it knows it, in epoch ms. */
  get now(): number {
    return Date.now() + this.#clockAhead * 1000;
  }

  /** As a machine that hangs: connections stay open, and nothing is answered until `resume`. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }
  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Ends it for good and removes its data. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #ready(): Promise<boolean> {
    if (this.#organiserLink === '') return false;
    try {
      return (await fetch(`${this.url}/readyz`)).ok;
    } catch {
      return false;
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(signal);
    const last = setTimeout(() => child.kill('SIGKILL'), patience);
    await ended;
    clearTimeout(last);
  }
}
