/**
 * All circles that are alive on this node. At the start it wakes every circle of the house,
 * and later each new one, so that deadlines run whether or not anybody is watching.
 */
import { randomUUID } from 'node:crypto';
import type { CircleId, Millis } from '@holdspace/core';
import type { Ledgers, MeetingLedger } from '../ledgers.ts';
import type { Delivery } from './audience.ts';
import { LiveCircle } from './circle.ts';
import type { ExclusionSource } from './exclusions.ts';
import { PublicLog } from './public-log.ts';
import type { Rolls } from './roll-call.ts';

export class LiveCircles<Line> {
  readonly #ledgers: Ledgers;
  readonly #delivery: Delivery<Line>;
  readonly #failed: (error: unknown) => void;
  readonly #exclusions: ExclusionSource;
  readonly #rolls: Rolls | null;
  readonly #close: (line: Line) => void;
  readonly #limits: boolean;
  readonly #logs = new WeakMap<MeetingLedger, PublicLog>();
  readonly #circles = new Map<CircleId, Promise<LiveCircle<Line>>>();
  readonly #awake = new Set<LiveCircle<Line>>();
  #stop: () => void = () => undefined;

  /** Before any meeting of these ledgers is read: a public log counts from the first commit. */
  constructor(parts: {
    readonly ledgers: Ledgers;
    readonly delivery: Delivery<Line>;
    readonly failed: (error: unknown) => void;
    /** After so long without a word, a node's people are away. */
    readonly lease: Millis;
    /** See `CircleSurroundings`. */
    readonly close: (line: Line) => void;
    /** Whether people's quotas hold. */
    readonly limits: boolean;
    readonly exclusions: ExclusionSource;
  }) {
    const { ledgers, delivery, failed, lease, exclusions, close } = parts;
    this.#close = close;
    this.#limits = parts.limits;
    const { shared, now } = ledgers.store;
    this.#ledgers = ledgers;
    this.#delivery = delivery;
    this.#failed = failed;
    this.#exclusions = exclusions;
    this.#rolls = shared && { shared, node: randomUUID(), lease, now: () => now(), failed };
    ledgers.onMeeting((ledger) => this.#logs.set(ledger, new PublicLog(ledger)));
  }

  get awake(): ReadonlySet<LiveCircle<Line>> {
    return this.#awake;
  }

  async start(): Promise<void> {
    const house = await this.#ledgers.house();
    const wake = async () => {
      for (const id of house.state.circles) {
        await this.circle(id).catch(this.#failed);
      }
    };
    await wake();
    this.#stop = house.onCommit(({ before, after }) => {
      if (after.circles !== before.circles) void wake();
      if (after.exclusions !== before.exclusions) {
        for (const circle of this.#awake) circle.attendBars();
      }
    });
  }

  /** Ask only for ids that came from a ledger or a signed cookie. */
  circle(id: CircleId): Promise<LiveCircle<Line>> {
    const known = this.#circles.get(id);
    if (known) return known;
    const loading = this.#load(id);
    this.#circles.set(id, loading);
    loading.catch(() => this.#circles.delete(id));
    return loading;
  }

  /** See `LiveCircle.handOver`. */
  handOver(): void {
    for (const circle of this.#awake) circle.handOver();
  }

  close(): void {
    this.#stop();
    for (const circle of this.#awake) circle.close();
  }

  async #load(id: CircleId): Promise<LiveCircle<Line>> {
    const ledger = await this.#ledgers.circle(id);
    const desk = await this.#ledgers.desk(id);
    const circle = await LiveCircle.load(ledger, desk, {
      ledgers: this.#ledgers,
      delivery: this.#delivery,
      failed: this.#failed,
      rolls: this.#rolls,
      close: this.#close,
      limits: this.#limits,
      exclusions: this.#exclusions,
      logOf: (meeting) => {
        const log = this.#logs.get(meeting);
        if (!log) throw new Error('A meeting was read before its public log was there.');
        return log;
      },
    });
    this.#awake.add(circle);
    return circle;
  }
}
