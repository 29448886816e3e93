/**
 * The base of child processes that are killed, paused and started again. Subclasses define the
 * program and when it is ready.
 */
import type { ManagedProcess, ProcessExit } from './managed-process.ts';

export abstract class RestartableProcess {
  #process: ManagedProcess | null = null;

  /** Starts it unless it runs, on the same port and data; resolves when it is ready. */
  abstract launch(): Promise<void>;

  /** Replaces the process that has ended. */
  protected setProcess(process: ManagedProcess): void {
    this.#process = process;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }
  get running(): boolean {
    return this.#process?.running ?? false;
  }
  /** The last lines of its output, for error messages. */
  get output(): string {
    return this.#process?.output ?? '';
  }
  /** Resolves when the current process has ended. */
  get ended(): Promise<ProcessExit> {
    return this.#process?.ended ?? Promise.resolve({ code: null, signal: null });
  }

  /** SIGKILL. Resolves when its forks have ended too: one that rewrites a file has it open. */
  async kill(): Promise<void> {
    await this.#process?.kill();
    await this.#process?.closed;
  }

  /** SIGSTOP: its connections stay open, and it answers nothing. */
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
