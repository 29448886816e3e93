/**
 * What the power is cut under: a program with its files on the disk, and commits being written
 * to it. One of them per store.
 */
import type { OwnProcess } from '../../../apps/server/src/cluster/own-process.ts';
import type { Again, Witness } from './commits.ts';
import type { Disk } from './disk.ts';

export interface Subject {
  /** Mounts the disk, starts on it, reads all, and writes on. */
  start(disk: Disk, witness: Witness, again: Again): Promise<Running>;
}

export interface Running {
  /** Resolves once a commit is acknowledged; rejects where it does not come to that. */
  readonly writing: Promise<void>;
  /** All its processes at once. Rejects when it had ended or given up by itself. */
  cut(): Promise<void>;
  /** Sees to it that no process is left, and that the witness has heard all. */
  gone(): Promise<void>;
}

/** Rejects when the program ends. */
export async function untimely(own: OwnProcess): Promise<never> {
  await own.gone;
  throw new Error(`It ended by itself.\n${own.said}`);
}

export async function cutOff(own: OwnProcess): Promise<void> {
  if (!own.running) await untimely(own);
  await own.kill();
}
