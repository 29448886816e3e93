/** One node of a world of plans: ledgers and circles of a real one behind a way that can be disturbed. */
import { CirclePlanning } from '../../../src/circles/circle-planning.ts';
import { CircleRegistry } from '../../../src/circles/circle-registry.ts';
import { createExclusionSource } from '../../../src/circles/exclusions.ts';
import { zoneRules } from '../../../src/circles/zone-rules.ts';
import { createLedgers, type Ledgers } from '../../../src/ledger/ledgers.ts';
import { type Store, StoreFault } from '../../../src/storage/port/store.ts';
import { circleId } from '../../realtime/seeded-circle.ts';
import { testCodec } from '../../storage/sample-commits.ts';
import { pause } from '../fake-clock.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { SimulatedStoreLink } from '../simulated-store-link.ts';

/** What a test breaks on purpose, on every node. */
export interface PlanningBreakage {
  readonly store?: (store: Store) => Store;
  readonly zones?: typeof zoneRules;
  /** The key that ids of meetings are derived with; of this node alone when it is not shared. */
  readonly key?: (node: string) => Buffer;
}

interface PlanningNodeParts {
  readonly store: Store;
  readonly random: SeededRandom;
  readonly breakage: PlanningBreakage;
  readonly reportError: (error: unknown) => void;
}

interface RunningParts {
  readonly link: SimulatedStoreLink;
  readonly ledgers: Ledgers;
  readonly planning: CirclePlanning;
  readonly circles: CircleRegistry<string>;
  isReady: boolean;
}

export class PlanningNode {
  readonly name: string;
  readonly #parts: PlanningNodeParts;
  #running: RunningParts | null = null;

  constructor(name: string, parts: PlanningNodeParts) {
    this.name = name;
    this.#parts = parts;
  }

  get isReady(): boolean {
    return this.#running?.isReady === true;
  }

  get link(): SimulatedStoreLink | null {
    return this.#running?.link ?? null;
  }

  /** Its ledgers and its planning; null while it does not run. */
  get parts(): Pick<RunningParts, 'ledgers' | 'planning'> | null {
    return this.#running;
  }

  start(): void {
    if (this.#running) return;
    const { store, random, breakage, reportError: report } = this.#parts;
    const link = new SimulatedStoreLink(store, random);
    const reportError = (error: unknown) => {
      if (!(error instanceof StoreFault)) report(error);
    };
    const ledgers = createLedgers({
      store: breakage.store?.(link.store) ?? link.store,
      ...{ codec: testCodec, reportError, idleTime: 1000 },
    });
    const planning = new CirclePlanning({
      ledgers,
      zones: breakage.zones ?? zoneRules,
      key: breakage.key?.(this.name) ?? Buffer.alloc(32),
    });
    const circles = new CircleRegistry<string>({
      ...{ ledgers, lease: 6000, sleepAfter: 0, limits: false, reportError, planning },
      runHouse: async () => undefined,
      delivery: { send: () => undefined, sendMany: () => undefined, close: () => undefined },
      exclusions: createExclusionSource(ledgers, Buffer.alloc(32), () => null),
    });
    const running: RunningParts = { link, ledgers, planning, circles, isReady: false };
    this.#running = running;
    void this.#load(running);
  }

  async #load(running: RunningParts): Promise<void> {
    while (this.#running === running) {
      try {
        await running.circles.start();
        running.circles.startDeadlines();
        await running.circles.circle(circleId);
        running.isReady = true;
        return;
      } catch (error) {
        if (!(error instanceof StoreFault)) this.#parts.reportError(error);
        await pause(500);
      }
    }
  }

  /** Without a word to anyone: what it sent may arrive. */
  kill(): void {
    const running = this.#running;
    if (!running) return;
    this.#running = null;
    running.link.kill();
    running.circles.close();
    running.ledgers.close();
  }

  heal(): void {
    if (!this.link) return;
    if (this.link.cut) this.link.cut = false;
    Object.assign(this.link, { deaf: false, slow: 1, loss: { answer: 0, news: 0 } });
  }
}
