/**
 * The commands of one ledger on their way to the store: they wait, are decided as one batch, and
 * are answered when their commits are durable. After a conflict with another node it decides
 * again. ledger-runtime.ts owns the replica; commit-pump.ts says when the store is free.
 */
import type { EventShape } from '@holdspace/core';
import type { AppendOutcome, AppendRequest, LedgerId } from '../storage/port/store.ts';
import type {
  BatchDecision,
  CommandBatch,
  CommandResult,
  PendingCommand,
  PreparedCommit,
} from './command-batch.ts';
import type { CommitPump, CommitSource } from './commit-pump.ts';

/** After so many conflicts in a row, each with a commit of another node, a batch fails. */
const maxAttempts = 12;

export interface BatchCommitterParts<State, Command, Event extends EventShape, Standing> {
  readonly ledger: LedgerId;
  readonly batch: CommandBatch<State, Command, Event, Standing>;
  readonly pump: CommitPump;
  /** Whether other nodes append to the same store: then a refusal is certain only at the head. */
  readonly isShared: boolean;
  /** The store may hold more than the replica. */
  readonly isStale: () => boolean;
  readonly markStale: () => void;
  readonly catchUp: () => Promise<void>;
  /** The commit is durable in this log. */
  readonly apply: (commit: PreparedCommit<State, Event>, log: string) => void;
}

export class BatchCommitter<State, Command, Event extends EventShape, Standing>
  implements CommitSource
{
  readonly #parts: BatchCommitterParts<State, Command, Event, Standing>;
  /** They wait while the store writes the batch before. */
  #pending: PendingCommand<Command, Standing>[] = [];
  /** The commands of the running batch that have no answer yet. */
  #batch: PendingCommand<Command, Standing>[] = [];
  /** Of the first commands of the batch. */
  #decisions: readonly BatchDecision<State, Event>[] = [];
  #attempts = 0;
  #isAtHead = false;
  /** Called when the batch has all its answers; null while none runs. */
  #done: (() => void) | null = null;

  constructor(parts: BatchCommitterParts<State, Command, Event, Standing>) {
    this.#parts = parts;
  }

  /** Answers true for the first that waits: then a batch must be run. */
  add(pending: PendingCommand<Command, Standing>): boolean {
    return this.#pending.push(pending) === 1;
  }

  /** Runs what waits as a batch; calls `done` when all of it is answered. Never throws. */
  run(done: () => void): void {
    this.#done = done;
    this.#attempts = 0;
    this.#try();
  }

  #try(): void {
    const { isShared, isStale, catchUp, pump } = this.#parts;
    this.#isAtHead = !isShared;
    if (!isStale()) {
      pump.request(this);
      return;
    }
    // What comes during the catch-up does not share its fault.
    this.#takePending();
    catchUp().then(
      () => {
        this.#isAtHead = true;
        pump.request(this);
      },
      (fault: unknown) => this.#fail(fault),
    );
  }

  #takePending(): void {
    if (this.#batch.length > 0) return;
    this.#batch = this.#pending;
    this.#pending = [];
  }

  decide(): readonly AppendRequest[] {
    this.#takePending();
    this.#decisions = this.#parts.batch.decide(this.#batch);
    const appends: AppendRequest[] = [];
    for (const { prepared } of this.#decisions) if (prepared) appends.push(prepared.append);
    return appends;
  }

  settle(outcomes: readonly AppendOutcome[]): void {
    try {
      const left = this.#answer(outcomes);
      if (left.length === 0) {
        this.#finish();
        return;
      }
      this.#attempts = (left.length < this.#batch.length ? 0 : this.#attempts) + 1;
      this.#batch = left;
      if (this.#attempts < maxAttempts) this.#try();
      else {
        const { ledger } = this.#parts;
        throw new Error(`Ledger ${ledger} was changed by others ${maxAttempts} times in a row.`);
      }
    } catch (fault) {
      this.#fail(fault);
    }
  }

  /** Answers what the outcomes prove. Returns the commands to decide again. */
  #answer(outcomes: readonly AppendOutcome[]): PendingCommand<Command, Standing>[] {
    const { markStale, apply } = this.#parts;
    const unchanged: [PendingCommand<Command, Standing>, CommandResult][] = [];
    let appended = 0;
    let decided = 0;
    for (const { result, prepared } of this.#decisions) {
      const pending = this.#batch[decided] as PendingCommand<Command, Standing>;
      decided++;
      if (!prepared) {
        unchanged.push([pending, result]);
        continue;
      }
      const outcome = outcomes[appended++] as AppendOutcome;
      if ('ok' in outcome) {
        this.#isAtHead = true;
        apply(prepared, outcome.log);
        pending.reply.resolve(result);
        continue;
      }
      // A failed append may be durable; after a conflict another node's commit is.
      markStale();
      if ('fault' in outcome) pending.reply.reject(outcome.fault);
      else decided--;
      break;
    }
    const left = this.#batch.slice(decided);
    if (this.#isAtHead) {
      for (const [{ reply }, result] of unchanged) reply.resolve(result);
      return left;
    }
    if (unchanged.length > 0) markStale();
    return [...unchanged.map(([pending]) => pending), ...left];
  }

  #fail(fault: unknown): void {
    for (const { reply } of this.#batch) reply.reject(fault);
    this.#finish();
  }

  #finish(): void {
    const done = this.#done;
    this.#batch = [];
    this.#decisions = [];
    this.#done = null;
    done?.();
  }
}
