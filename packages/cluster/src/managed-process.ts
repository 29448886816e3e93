/**
 * A child process in a process group of its own, with the last lines of its output. It ends
 * when this process ends, however this process ends.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { guardProcessGroup } from './process-guard.ts';

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ManagedProcessOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** A folder to remove when this process dies before it has stopped the child. */
  readonly folder?: string | undefined;
  /** Receives each line of output. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

const maxOutputLines = 20;

export class ManagedProcess {
  readonly ended: Promise<ProcessExit>;
  /** Resolves when it and its forks have closed their output, and every line was read. */
  readonly closed: Promise<void>;
  readonly #child: ChildProcess;
  #output: readonly string[] = [];

  constructor(program: string, args: readonly string[], options: ManagedProcessOptions = {}) {
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: options.env ?? process.env,
    });
    this.#child = child;
    const release =
      child.pid === undefined
        ? () => {}
        : guardProcessGroup({ group: child.pid, folder: options.folder });
    this.ended = new Promise((resolve) => {
      const end = (exit: ProcessExit) => {
        release();
        resolve(exit);
      };
      child.once('exit', (code, signal) => end({ code, signal }));
      child.once('error', (error) => {
        this.#output = [`${program} could not be started: ${error.message}`];
        end({ code: 127, signal: null });
      });
    });
    this.closed = new Promise((resolve) => child.once('close', () => resolve()));
    for (const name of ['stdout', 'stderr'] as const) {
      createInterface({ input: child[name] }).on('line', (line) => {
        this.#output = [...this.#output.slice(1 - maxOutputLines), line];
        options.onLine?.(line, name);
      });
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get running(): boolean {
    const { pid, exitCode, signalCode } = this.#child;
    return pid !== undefined && exitCode === null && signalCode === null;
  }

  /** The last lines of output, for error messages. */
  get output(): string {
    return this.#output.join('\n');
  }

  /** Sends the signal to the whole process group. */
  signal(name: NodeJS.Signals): void {
    if (!this.running || this.pid === undefined) return;
    try {
      process.kill(-this.pid, name);
    } catch {
      // It has ended in the meantime.
    }
  }

  async kill(): Promise<ProcessExit> {
    this.signal('SIGKILL');
    return this.ended;
  }

  /** SIGTERM, and SIGKILL when it has not ended after `patience` milliseconds. */
  async terminate(patience: number): Promise<ProcessExit> {
    this.signal('SIGTERM');
    const exit = await Promise.race([this.ended, pause(patience, null, { ref: false })]);
    return exit ?? this.kill();
  }
}

/**
 * So long a process may take to be ready, in milliseconds. It ends the wait for a process that
 * hangs: a start takes a second or two, and a minute where many processes share the machine.
 */
const startDeadline = 300_000;

/** Polls `ready`; rejects with the output when the process ended, or hangs. */
export async function waitUntilReady(
  process: ManagedProcess,
  { title, ready }: { title: string; ready: () => Promise<boolean> },
): Promise<void> {
  const until = performance.now() + startDeadline;
  while (!(await ready())) {
    const hangs = performance.now() > until;
    if (!process.running || hangs) {
      await process.kill();
      const why = hangs ? ` within ${startDeadline / 1000} seconds` : '';
      throw new Error(`${title} did not start${why}.\n${process.output}`);
    }
    await pause(20);
  }
}

/** Below those that the system gives to connections, and to servers that ask for any port. */
const firstPort = 20_000;
/** Processes that run at the same time take theirs from different blocks. */
const [blocks, blockSize] = [120, 100];
const blockStart = firstPort + (process.pid % blocks) * blockSize;
let portsTaken = randomInt(blockSize);

/**
 * A port that is free now, and that the system gives to nobody else: it can be listened on later,
 * and again after its process has ended. Another call here gets another one.
 */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (let attempt = 0; attempt < blockSize; attempt++) {
    const port = blockStart + (portsTaken++ % blockSize);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, host, () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
  throw new Error('No free port was found.');
}
