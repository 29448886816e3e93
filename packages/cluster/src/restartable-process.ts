/**
 * A program that is started, broken and started again: what that means for every one of them.
 * Which program it is, and when it is ready, is said by those that extend it.
 */
import type { ManagedProcess, ProcessExit } from './managed-process.ts';

export abstract class RestartableProcess {
  #process: ManagedProcess | null = null;

  /** Again, on the same port and data, after it ended; answers once it is ready. */
  abstract launch(): Promise<void>;

  /** The one that runs from now on. */
  protected setProcess(own: ManagedProcess): void {
    this.#process = own;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }
  get running(): boolean {
    return this.#process?.running ?? false;
  }
  /** What it said last, for a failed test's sake. */
  get output(): string {
    return this.#process?.output ?? '';
  }
  /** Resolves when the process that runs now has ended. */
  get ended(): Promise<ProcessExit> {
    return this.#process?.ended ?? Promise.resolve({ code: null, signal: null });
  }

  /** SIGKILL, with no chance to say or save anything. */
  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  /** SIGSTOP: it is there, its connections stay, and it answers nobody. */
  pause(): void {
    this.#process?.signal('SIGSTOP');
  }

  continue(): void {
    this.#process?.signal('SIGCONT');
  }

  /** SIGTERM, and SIGKILL after `patience` milliseconds; null when nothing was running. */
  protected async stopGracefully(patience: number): Promise<ProcessExit | null> {
    this.continue();
    return this.running ? ((await this.#process?.terminate(patience)) ?? null) : null;
  }
}
