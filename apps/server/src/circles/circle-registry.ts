/**
 * All circles that are alive on this node. At the start it wakes every circle of the house,
 * and later each new one, so that deadlines run whether or not anybody is watching.
 */
import { randomUUID } from 'node:crypto';
import type { CircleId, Millis } from '@holdspace/core';
import type { Ledgers, MeetingLedger } from '../ledger/ledgers.ts';
import type { PacketDelivery } from '../projection/broadcaster.ts';
import { ChangeLog } from '../projection/change-log.ts';
import { CircleRuntime } from './circle-runtime.ts';
import type { ExclusionSource } from './exclusions.ts';
import type { PresenceSyncOptions } from './presence-sync.ts';

export class CircleRegistry<Line> {
  readonly #ledgers: Ledgers;
  readonly #delivery: PacketDelivery<Line>;
  readonly #onError: (error: unknown) => void;
  readonly #exclusions: ExclusionSource;
  readonly #presenceSync: PresenceSyncOptions | null;
  readonly #closeSocket: (line: Line) => void;
  readonly #limits: boolean;
  readonly #changeLogs = new WeakMap<MeetingLedger, ChangeLog>();
  readonly #circles = new Map<CircleId, Promise<CircleRuntime<Line>>>();
  readonly #loaded = new Set<CircleRuntime<Line>>();
  #stopListening: () => void = () => undefined;

  /** Before any meeting of these ledgers is read: a public log counts from the first commit. */
  constructor(parts: {
    readonly ledgers: Ledgers;
    readonly delivery: PacketDelivery<Line>;
    readonly failed: (error: unknown) => void;
    /** After so long without a word, a node's people are away. */
    readonly lease: Millis;
    /** See `CircleRuntimeDependencies`. */
    readonly close: (line: Line) => void;
    /** Whether people's quotas hold. */
    readonly limits: boolean;
    readonly exclusions: ExclusionSource;
  }) {
    const { ledgers, delivery, failed, lease, exclusions, close } = parts;
    this.#closeSocket = close;
    this.#limits = parts.limits;
    const { shared, now } = ledgers.store;
    this.#ledgers = ledgers;
    this.#delivery = delivery;
    this.#onError = failed;
    this.#exclusions = exclusions;
    this.#presenceSync = shared && { shared, node: randomUUID(), lease, now: () => now(), failed };
    ledgers.onMeetingLoaded((ledger) => this.#changeLogs.set(ledger, new ChangeLog(ledger)));
  }

  get loaded(): ReadonlySet<CircleRuntime<Line>> {
    return this.#loaded;
  }

  async start(): Promise<void> {
    const house = await this.#ledgers.house();
    const wake = async () => {
      for (const id of house.state.circles) {
        await this.circle(id).catch(this.#onError);
      }
    };
    await wake();
    this.#stopListening = house.onCommit(({ before, after }) => {
      if (after.circles !== before.circles) void wake();
      if (after.exclusions !== before.exclusions) {
        for (const circle of this.#loaded) circle.requestBarCheck();
      }
    });
  }

  /** Ask only for ids that came from a ledger or a signed cookie. */
  circle(id: CircleId): Promise<CircleRuntime<Line>> {
    const known = this.#circles.get(id);
    if (known) return known;
    const loading = this.#load(id);
    this.#circles.set(id, loading);
    loading.catch(() => this.#circles.delete(id));
    return loading;
  }

  /** See `CircleRuntime.handOver`. */
  standDown(): void {
    for (const circle of this.#loaded) circle.standDown();
  }

  close(): void {
    this.#stopListening();
    for (const circle of this.#loaded) circle.close();
  }

  async #load(id: CircleId): Promise<CircleRuntime<Line>> {
    const ledger = await this.#ledgers.circle(id);
    const desk = await this.#ledgers.desk(id);
    const circle = await CircleRuntime.load(ledger, desk, {
      ledgers: this.#ledgers,
      delivery: this.#delivery,
      failed: this.#onError,
      presenceSync: this.#presenceSync,
      closeSocket: this.#closeSocket,
      limits: this.#limits,
      exclusions: this.#exclusions,
      changeLogOf: (meeting) => {
        const log = this.#changeLogs.get(meeting);
        if (!log) throw new Error('A meeting was read before its public log was there.');
        return log;
      },
    });
    this.#loaded.add(circle);
    return circle;
  }
}
