/**
 * What the power is cut under: a program with its files on the disk, and commits being written
 * to it. One of them per store.
 */
import type { ManagedProcess } from '@holdspace/cluster';
import type { CommitObserver, UnansweredCommands } from './commit-writer.ts';
import type { Disk } from './disk.ts';

export interface PowerCutSubject {
  /** Mounts the disk, starts on it, reads all, and writes on. */
  start(disk: Disk, witness: CommitObserver, again: UnansweredCommands): Promise<RunningSubject>;
}

export interface RunningSubject {
  /** Resolves once a commit is acknowledged; rejects when it is not. */
  readonly writing: Promise<void>;
  /** All its processes at once. Rejects when it had ended or given up by itself. */
  cut(): Promise<void>;
  /** Ends all processes and waits until the witness has received everything. */
  cleanUp(): Promise<void>;
}

/** Rejects when the program ends. */
export async function rejectOnExit(own: ManagedProcess): Promise<never> {
  await own.closed;
  throw new Error(`It ended by itself.\n${own.output}`);
}

export async function killRunning(own: ManagedProcess): Promise<void> {
  if (!own.running) await rejectOnExit(own);
  await own.kill();
}
