/**
 * Wakes circles for deadlines that are due in the store. It runs after the port is open, in the
 * background, a few circles at a time. Every node does so; doing it twice is harmless. A deadline
 * stays due in the store until a commit or the circle moves it, so a fault loses nothing.
 */
import { randomInt } from 'node:crypto';
import type { CircleId, MeetingId, Millis } from '@holdspace/core';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import type { LedgerDeadline, LedgerId } from '../storage/port/store.ts';

export interface CircleSchedulerParts {
  readonly ledgers: Ledgers;
  readonly reportError: ReportError;
  /** Whether the circle is in memory, so that its own timers run. */
  readonly isAwake: (circle: CircleId) => boolean;
  /** Wakes the circle and does what is due; see `CircleActivity.runDue`. */
  readonly runDue: (circle: CircleId, meetings: Iterable<MeetingId>) => Promise<void>;
  /** Does what is due in the house, and says in the store when it needs a node next. */
  readonly runHouse: () => Promise<void>;
}

/** Circles that are woken at the same time. */
const concurrency = 4;
/** Ledgers that one reading of the store asks for. */
const batchSize = 64;
/** A circle that is awake does what is due by itself; where it did not, it is helped after this. */
const grace: Millis = 1000;
/** On a store of several nodes: about this long between two readings. */
const pollInterval: Millis = 1000;
/** On a store of one process: a reading at least this often, whatever the timer says. */
const longestWait: Millis = 60_000;
const longestBackOff: Millis = 300_000;

/** A deadline that was handled, and was still there afterwards. */
interface HandledDeadline {
  readonly at: Millis;
  readonly times: number;
  readonly retryAt: Millis;
}

interface DueCircle {
  readonly circle: CircleId;
  readonly meetings: Set<MeetingId>;
}

export class CircleScheduler {
  readonly #parts: CircleSchedulerParts;
  readonly #timer: DeadlineTimer;
  readonly #handled = new Map<LedgerId, HandledDeadline>();
  /** Sleeping circles with a commit of this node: what follows from it is done at once. */
  readonly #requested = new Set<CircleId>();
  #isRunning = false;
  #isStopped = true;
  #readsStore = false;
  /** The time of the next reading; a request during a reading makes it earlier. */
  #next: Millis = Number.POSITIVE_INFINITY;
  #stopListening: () => void = () => undefined;

  constructor(parts: CircleSchedulerParts) {
    this.#parts = parts;
    this.#timer = new DeadlineTimer(
      () => parts.ledgers.store.now(),
      () => void this.#run(),
    );
  }

  /** From now on, what follows from a commit of this node to a sleeping circle is done. */
  start(): void {
    this.#isStopped = false;
    this.#stopListening = this.#parts.ledgers.onCircleCommit((circle) => {
      if (this.#parts.isAwake(circle)) return;
      this.#requested.add(circle);
      this.wakeAt(this.#now());
    });
  }

  /** Begins to read the deadlines of the store: call it when the port is open. */
  startReading(): void {
    this.#readsStore = true;
    this.wakeAt(this.#now());
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopListening();
    this.#timer.set(null);
  }

  /** A sleeping circle has a deadline then. */
  wakeAt(at: Millis): void {
    if (this.#isStopped || at >= this.#next) return;
    this.#next = at;
    if (!this.#isRunning) this.#timer.set(at);
  }

  #now(): Millis {
    return this.#parts.ledgers.store.now();
  }

  /** Never rejects. */
  async #run(): Promise<void> {
    if (this.#isRunning || this.#isStopped) return;
    this.#isRunning = true;
    this.#next = Number.POSITIVE_INFINITY;
    let wait: Millis = pollInterval;
    try {
      wait = await this.#wakeDue();
    } catch (error) {
      this.#parts.reportError(error, 'read deadlines of ledgers');
    }
    this.#isRunning = false;
    const next = this.#next;
    this.#next = Number.POSITIVE_INFINITY;
    this.wakeAt(Math.min(next, this.#now() + wait));
  }

  /** Answers how long to wait for the next reading. */
  async #wakeDue(): Promise<Millis> {
    const { store } = this.#parts.ledgers;
    const now = this.#now();
    const limit = batchSize + this.#handled.size;
    // Where the circle is awake on another node, that node is given the time to do it.
    const until = store.shared ? now - grace : now;
    const due = this.#readsStore ? await store.deadlines(until, limit) : [];
    this.#forgetMoved(due, limit);
    const circles = await this.#circlesOf(due.filter((each) => this.#isTime(each, now)));
    for (const circle of this.#requested) {
      if (!circles.has(circle)) circles.set(circle, { circle, meetings: new Set() });
    }
    this.#requested.clear();
    await this.#runAll([...circles.values()]);
    if (!this.#readsStore) return longestWait;
    if (due.length === limit) return 0;
    return store.shared ? pollInterval + randomInt(pollInterval / 2) : this.#timeToNext();
  }

  /** What is no longer due at the same time has been dealt with. */
  #forgetMoved(due: readonly LedgerDeadline[], limit: number): void {
    if (due.length === limit) return;
    const times = new Map(due.map(({ ledger, at }) => [ledger, at]));
    for (const [ledger, { at }] of this.#handled) {
      if (times.get(ledger) !== at) this.#handled.delete(ledger);
    }
  }

  #isTime({ ledger, at }: LedgerDeadline, now: Millis): boolean {
    const handled = this.#handled.get(ledger);
    return handled?.at !== at || handled.retryAt <= now;
  }

  /** Notes each as handled; one that is due again later waits longer each time. */
  async #circlesOf(due: readonly LedgerDeadline[]): Promise<Map<CircleId, DueCircle>> {
    const circles = new Map<CircleId, DueCircle>();
    for (const { ledger, at } of due) {
      const found = await this.#circleOf(ledger).catch((error) => {
        this.#parts.reportError(error, 'open ledger with a deadline');
        return null;
      });
      const now = this.#now();
      if (found && at > 0 && now - at < grace && this.#parts.isAwake(found.circle)) continue;
      const last = this.#handled.get(ledger);
      const times = last?.at === at ? last.times + 1 : 0;
      const backOff = Math.min(grace * 2 ** times, longestBackOff);
      this.#handled.set(ledger, { at, times, retryAt: now + backOff });
      if (!found) continue;
      const { circle, meeting } = found;
      const known = circles.get(circle) ?? { circle, meetings: new Set() };
      circles.set(circle, known);
      if (meeting) known.meetings.add(meeting);
    }
    return circles;
  }

  /** Null for the house, which does what is due itself, and for what is no ledger of ours. */
  async #circleOf(
    id: LedgerId,
  ): Promise<{ readonly circle: CircleId; readonly meeting: MeetingId | null } | null> {
    const { ledgers } = this.#parts;
    const [kind, name = ''] = splitOnce(id);
    switch (kind) {
      case 'circle':
      case 'desk':
        return { circle: name as CircleId, meeting: null };
      case 'meeting': {
        const { circle, meeting } = (await ledgers.meeting(name as MeetingId)).state;
        return { circle, meeting };
      }
      case 'house':
        await this.#parts.runHouse();
        return null;
      default:
        return null;
    }
  }

  /** A circle that cannot be opened does not keep the others waiting. */
  async #runAll(circles: DueCircle[]): Promise<void> {
    const work = async () => {
      for (let next = circles.shift(); next && !this.#isStopped; next = circles.shift()) {
        const { circle, meetings } = next;
        await this.#parts
          .runDue(circle, meetings)
          .catch((error) => this.#parts.reportError(error, 'wake circle'));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  }

  async #timeToNext(): Promise<Millis> {
    const { store } = this.#parts.ledgers;
    const now = this.#now();
    const limit = 1 + this.#handled.size;
    const ahead = await store.deadlines(Number.MAX_SAFE_INTEGER, limit);
    const times = ahead.map(({ ledger, at }) => {
      const handled = this.#handled.get(ledger);
      // What a circle that is awake does by itself is due a moment longer.
      return handled?.at === at ? handled.retryAt : at + (at <= now ? grace : 0);
    });
    const next = Math.min(...times, Number.POSITIVE_INFINITY);
    return Math.min(Math.max(next - now, 0), longestWait);
  }
}

const splitOnce = (id: LedgerId): readonly [string, string?] => {
  const colon = id.indexOf(':');
  return colon < 0 ? [id] : [id.slice(0, colon), id.slice(colon + 1)];
};
