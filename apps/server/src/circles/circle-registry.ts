/**
 * The circles that run on this node. At the start it loads every circle of the house, later each
 * new one, so that deadlines run without any connection.
 */
import { randomUUID } from 'node:crypto';
import type { CircleId, Millis } from '@holdspace/core';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type { PacketDelivery } from '../projection/subscription.ts';
import { CircleRuntime, type CircleRuntimeParts } from './circle-runtime.ts';
import type { ExclusionSource } from './exclusions.ts';
import { PresenceSyncHub } from './presence-sync-hub.ts';

export class CircleRegistry<Line> {
  readonly #ledgers: Ledgers;
  readonly #parts: CircleRuntimeParts<Line>;
  readonly #circles = new Map<CircleId, Promise<CircleRuntime<Line>>>();
  readonly #loaded = new Set<CircleRuntime<Line>>();
  #stopListening: () => void = () => undefined;

  constructor(parts: {
    readonly ledgers: Ledgers;
    readonly delivery: PacketDelivery<Line>;
    /** Milliseconds without a note after which the people of a node count as away. */
    readonly lease: Millis;
    /** Whether people's quotas apply. */
    readonly limits: boolean;
    readonly exclusions: ExclusionSource;
    readonly reportError: ReportError;
  }) {
    const { lease, ...shared } = parts;
    const { ledgers, reportError } = parts;
    const { store } = ledgers;
    const presenceSync =
      store.shared &&
      new PresenceSyncHub({
        ...{ shared: store.shared, node: randomUUID(), lease, now: () => store.now(), reportError },
      });
    this.#ledgers = ledgers;
    this.#parts = { ...shared, presenceSync };
  }

  get loaded(): ReadonlySet<CircleRuntime<Line>> {
    return this.#loaded;
  }

  async start(): Promise<void> {
    const house = await this.#ledgers.house();
    await this.#loadAll(house.state.circles);
    this.#stopListening = house.onCommit(({ before, after }) => {
      if (after.circles !== before.circles) void this.#loadAll(after.circles);
      if (after.exclusions !== before.exclusions) {
        for (const circle of this.#loaded) circle.requestBarCheck();
      }
    });
  }

  /** Callers pass only ids from a ledger or a signed cookie. */
  circle(id: CircleId): Promise<CircleRuntime<Line>> {
    const known = this.#circles.get(id);
    if (known) return known;
    const loading = this.#load(id);
    this.#circles.set(id, loading);
    loading.catch(() => this.#circles.delete(id));
    return loading;
  }

  /** See `CircleRuntime.standDown`. */
  standDown(): void {
    for (const circle of this.#loaded) circle.standDown();
  }

  close(): void {
    this.#stopListening();
    for (const circle of this.#loaded) circle.close();
  }

  async #loadAll(ids: Iterable<CircleId>): Promise<void> {
    for (const id of [...ids]) {
      await this.circle(id).catch((error) => this.#parts.reportError(error, 'load circle'));
    }
  }

  async #load(id: CircleId): Promise<CircleRuntime<Line>> {
    const ledger = await this.#ledgers.circle(id);
    const desk = await this.#ledgers.desk(id);
    const circle = await CircleRuntime.load(ledger, desk, this.#parts);
    this.#loaded.add(circle);
    return circle;
  }
}
