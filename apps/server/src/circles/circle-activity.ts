/**
 * Whether a circle on this node is in use: by people, by work under way, or by deadlines. The
 * circle registry asks it before a circle falls asleep. It does not close anything.
 */
import type { MeetingId, Millis } from '@holdspace/core';
import type { CommandReply } from '../ledger/command-reply.ts';
import { StoreFault } from '../storage/port/store.ts';
import type { StoredDeadlines } from './stored-deadlines.ts';

/** A part of the circle that works in the background. */
export interface BackgroundPart {
  /** Nothing runs, is requested, or waits for a retry. */
  readonly isIdle: boolean;
  /** Resolves when nothing runs; a failed run may wait for its retry. */
  whenStopped(): Promise<void>;
}

export interface CircleActivityParts {
  readonly now: () => Millis;
  readonly background: readonly BackgroundPart[];
  readonly deadlines: StoredDeadlines;
  /** The connections of this node. */
  readonly connections: { readonly size: number };
  /** Runs this meeting too, though it has ended. */
  readonly runMeeting: (id: MeetingId) => Promise<void>;
}

const closedFault = () => new StoreFault('The circle has fallen asleep on this node.');

/** Counts the end of a request once, and passes its answer on. */
class CountedReply<Answer> implements CommandReply<Answer> {
  readonly #caller: CommandReply<Answer>;
  #end: (() => void) | null;

  constructor(caller: CommandReply<Answer>, end: () => void) {
    this.#caller = caller;
    this.#end = end;
  }

  resolve(answer: Answer): void {
    this.#count();
    this.#caller.resolve(answer);
  }

  reject(fault: unknown): void {
    this.#count();
    this.#caller.reject(fault);
  }

  #count(): void {
    this.#end?.();
    this.#end = null;
  }
}

/** One part gives work to another, so all are awaited again, at most so often. */
const maxRounds = 20;

export class CircleActivity {
  readonly deadlines: StoredDeadlines;
  readonly #parts: CircleActivityParts;
  /** Requests of people that are under way. */
  #underWay = 0;
  /** When somebody did something here, or asked for the circle, last. */
  #usedAt: Millis = 0;
  #isClosed = false;

  constructor(parts: CircleActivityParts) {
    this.#parts = parts;
    this.deadlines = parts.deadlines;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Somebody is about to use the circle. */
  touch(): void {
    this.#usedAt = this.#parts.now();
  }

  /** Runs the request of a person. Rejects with a StoreFault once the circle is closed. */
  async during<T>(request: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw closedFault();
    this.#underWay++;
    try {
      return await request();
    } finally {
      this.#end();
    }
  }

  /**
   * The same for a request that `caller` gets the answer of: use the result in its place. Null
   * when the circle is closed; the caller has a StoreFault then.
   */
  begin<Answer>(caller: CommandReply<Answer>): CommandReply<Answer> | null {
    if (this.#isClosed) {
      caller.reject(closedFault());
      return null;
    }
    this.#underWay++;
    return new CountedReply(caller, this.#end);
  }

  readonly #end = (): void => {
    this.#underWay--;
    this.touch();
  };

  /**
   * Does what is due: resolves when nothing runs any more. `meetings`: those that have a deadline
   * that is due.
   */
  async runDue(meetings: Iterable<MeetingId>): Promise<void> {
    for (const meeting of meetings) await this.#parts.runMeeting(meeting);
    for (let round = 0; round < maxRounds; round++) {
      for (const each of this.#parts.background) await each.whenStopped();
      if (this.#isIdle) return this.deadlines.write();
    }
  }

  /** Nobody is here, nothing is under way, and nothing is due within `sleepAfter` ms. */
  isQuiet(sleepAfter: Millis, shortestStay: Millis): boolean {
    const { connections, now: clock } = this.#parts;
    if (connections.size > 0 || this.#underWay > 0 || !this.#isIdle) return false;
    const now = clock();
    const { next } = this.deadlines;
    const stay = Math.max(sleepAfter, shortestStay);
    return now - this.#usedAt >= stay && (next === null || next > now + sleepAfter);
  }

  close(): void {
    this.#isClosed = true;
  }

  get #isIdle(): boolean {
    return this.#parts.background.every(({ isIdle }) => isIdle);
  }
}
