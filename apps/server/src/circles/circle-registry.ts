/**
 * The circles that are awake on this node. A circle is loaded when somebody asks for it, or when
 * one of its deadlines is due (circle-scheduler.ts), and falls asleep when nobody is there and
 * nothing is near. At most one runtime of a circle exists at a time.
 */
import { randomUUID } from 'node:crypto';
import type { CircleId, Millis } from '@holdspace/core';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type { PacketDelivery } from '../projection/subscription.ts';
import type { CirclePlanning } from './circle-planning.ts';
import { CircleRuntime } from './circle-runtime.ts';
import type { CircleRuntimeParts } from './circle-runtime-parts.ts';
import { CircleScheduler } from './circle-scheduler.ts';
import type { ExclusionSource } from './exclusions.ts';
import { PresenceSyncHub } from './presence-sync-hub.ts';

interface AwakeCircle<Line> {
  readonly loading: Promise<CircleRuntime<Line>>;
  /** Null while it is loaded. */
  runtime: CircleRuntime<Line> | null;
  /** It is being put to sleep; true: it sleeps. */
  closing: Promise<boolean> | null;
}

/** Between the admission of a connection and its subscription, and while a page is reloaded. */
const shortestStay: Millis = 1000;
/** How often a quiet circle is looked for, and deadlines are renewed. */
const sweepInterval: Millis = 1000;
const renewInterval: Millis = 30_000;

export class CircleRegistry<Line> {
  readonly #ledgers: Ledgers;
  readonly #parts: CircleRuntimeParts<Line>;
  readonly #sleepAfter: Millis;
  readonly #circles = new Map<CircleId, AwakeCircle<Line>>();
  readonly #loaded = new Set<CircleRuntime<Line>>();
  readonly #scheduler: CircleScheduler;
  /**
   * Circles that this node put to sleep while people were in their meeting or its aftercare, none
   * of them here. It has not restarted since, so it waits for nobody to come back (RND-17).
   */
  readonly #leftWithPeople = new Set<CircleId>();
  readonly #unsubscribes: (() => void)[] = [];
  #renewedAt: Millis = 0;

  constructor(parts: {
    readonly ledgers: Ledgers;
    readonly delivery: PacketDelivery<Line>;
    /** Milliseconds without a note after which the people of a node count as away. */
    readonly lease: Millis;
    /** Milliseconds without anybody after which a circle falls asleep. */
    readonly sleepAfter: Millis;
    /** Whether people's quotas apply. */
    readonly limits: boolean;
    readonly exclusions: ExclusionSource;
    readonly planning: CirclePlanning;
    /** See `CircleSchedulerParts`. */
    readonly runHouse: () => Promise<void>;
    readonly reportError: ReportError;
  }) {
    const { lease, sleepAfter, runHouse, ...shared } = parts;
    const { ledgers, reportError } = parts;
    const { store } = ledgers;
    const presenceSync =
      store.shared &&
      new PresenceSyncHub({
        ...{ shared: store.shared, node: randomUUID(), lease, now: () => store.now(), reportError },
      });
    this.#ledgers = ledgers;
    this.#sleepAfter = sleepAfter;
    this.#parts = { ...shared, presenceSync };
    this.#scheduler = new CircleScheduler({
      ...{ ledgers, reportError, runHouse },
      isAwake: (id) => this.#circles.has(id),
      runDue: async (id, meetings) => (await this.#awake(id)).activity.runDue(meetings),
    });
  }

  /** The circles that are awake. */
  get loaded(): ReadonlySet<CircleRuntime<Line>> {
    return this.#loaded;
  }

  /** Loads the house alone. */
  async start(): Promise<void> {
    const house = await this.#ledgers.house();
    this.#scheduler.start();
    const sweep = setInterval(() => this.#sweep(), sweepInterval).unref();
    this.#unsubscribes.push(
      () => clearInterval(sweep),
      house.onCommit(({ before, after }) => {
        if (after.exclusions === before.exclusions) return;
        for (const circle of this.#loaded) circle.requestBarCheck();
      }),
    );
  }

  /** Begins to wake circles whose deadlines are due, in the background. */
  startDeadlines(): void {
    this.#scheduler.startReading();
  }

  /** Wakes it when it sleeps. Callers pass only ids from a ledger or a signed cookie. */
  async circle(id: CircleId): Promise<CircleRuntime<Line>> {
    const circle = await this.#awake(id);
    circle.activity.touch();
    return circle;
  }

  /** See `CircleRuntime.standDown`. */
  standDown(): void {
    this.#stopBackground();
    for (const circle of this.#loaded) circle.standDown();
  }

  close(): void {
    this.#stopBackground();
    for (const circle of this.#loaded) circle.close();
  }

  #stopBackground(): void {
    this.#scheduler.stop();
    for (const stop of this.#unsubscribes.splice(0)) stop();
  }

  async #awake(id: CircleId): Promise<CircleRuntime<Line>> {
    for (;;) {
      const known = this.#circles.get(id);
      if (!known) return this.#load(id);
      if (known.closing === null) return known.loading;
      if (!(await known.closing)) return known.loading;
    }
  }

  #load(id: CircleId): Promise<CircleRuntime<Line>> {
    const loading = this.#open(id);
    const awake: AwakeCircle<Line> = { loading, runtime: null, closing: null };
    this.#circles.set(id, awake);
    loading.then(
      (runtime) => {
        awake.runtime = runtime;
        this.#leftWithPeople.delete(id);
        this.#loaded.add(runtime);
      },
      () => this.#circles.delete(id),
    );
    return loading;
  }

  async #open(id: CircleId): Promise<CircleRuntime<Line>> {
    const ledger = await this.#ledgers.circle(id);
    const releaseCircle = this.#ledgers.hold(ledger);
    const releases = [releaseCircle];
    try {
      const desk = await this.#ledgers.desk(id);
      releases.push(this.#ledgers.hold(desk));
      const isAfterRestart = !this.#leftWithPeople.has(id);
      return await CircleRuntime.load(ledger, desk, { ...this.#parts, isAfterRestart, releases });
    } catch (fault) {
      for (const release of releases) release();
      throw fault;
    }
  }

  #sweep(): void {
    const now = this.#ledgers.store.now();
    const isRenewal = now - this.#renewedAt >= renewInterval;
    if (isRenewal) this.#renewedAt = now;
    for (const [id, awake] of this.#circles) {
      const { runtime, closing } = awake;
      if (!runtime || closing) continue;
      const { activity, subscriptions } = runtime;
      if (activity.isQuiet(this.#sleepAfter, shortestStay)) {
        awake.closing = this.#putToSleep(id, runtime).then((isAsleep) => {
          awake.closing = null;
          return isAsleep;
        });
      } else if (isRenewal && subscriptions.size > 0) {
        activity.deadlines
          .renew()
          .catch((error) => this.#parts.reportError(error, 'renew deadlines of circle'));
      }
    }
  }

  /** False when something has come up meanwhile: the circle goes on. */
  async #putToSleep(id: CircleId, runtime: CircleRuntime<Line>): Promise<boolean> {
    const { activity } = runtime;
    try {
      await activity.deadlines.write();
    } catch (error) {
      // Without its deadlines in the store it would sleep for ever.
      this.#parts.reportError(error, 'put circle to sleep');
      return false;
    }
    if (!activity.isQuiet(this.#sleepAfter, shortestStay)) return false;
    if (activity.deadlines.hasPeopleInside) this.#leftWithPeople.add(id);
    this.#circles.delete(id);
    this.#loaded.delete(runtime);
    const { next } = activity.deadlines;
    runtime.close();
    if (next !== null) this.#scheduler.wakeAt(next);
    return true;
  }
}
