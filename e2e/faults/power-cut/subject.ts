/**
 * The program under a power cut, with its files on the disk and commits that are written to it.
 * One for each store.
 */
import type { ManagedProcess } from '@holdspace/cluster';
import type { CommitObserver, UnansweredCommands } from './commit-writer.ts';
import type { Disk } from './disk.ts';

export interface PowerCutSubject {
  /** Mounts the disk, starts the program, reads all ledgers, and begins to write. */
  start(disk: Disk, witness: CommitObserver, again: UnansweredCommands): Promise<RunningSubject>;
}

export interface RunningSubject {
  /** Resolves once a commit is acknowledged; rejects when it is not. */
  readonly writing: Promise<void>;
  /** Kills all processes at once. Rejects when the program had ended or failed by itself. */
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
