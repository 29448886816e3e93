/**
 * Delivers the outbox of the house: circles are told who leads there no more, and which sessions
 * have ended (STF-3), and their cover is looked at again (CVR-4). Idempotent; any node may do it. The
 * node with the commit begins at once, and the deadline of the house brings another node to it when
 * that one dies in between.
 */
import { type HouseOutboxCommand, houseOutbox } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { HouseLedger, Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import { CoalescingTask } from '../scheduling/coalescing-task.ts';
import { LedgerSetAside } from '../storage/heads/head-checked-store.ts';
import { reviewCover } from './cover-watch.ts';

/** Circles that are told at the same time. */
const concurrency = 8;

export class HouseOutbox {
  readonly #ledgers: Ledgers;
  readonly #task: CoalescingTask;
  #stopListening: (() => void)[] = [];

  constructor(ledgers: Ledgers, reportError: ReportError) {
    this.#ledgers = ledgers;
    this.#task = new CoalescingTask({
      ...{ now: () => ledgers.store.now(), reportError, operation: 'deliver outbox of house' },
      work: () => this.#deliver(),
    });
  }

  /** From now on, each commit to the house, of any node, is followed by its delivery. */
  start(house: HouseLedger): void {
    const request = () => this.#task.request();
    this.#stopListening = [
      house.onCommit(({ before, after }) => {
        const isNew =
          after.outgoing !== before.outgoing || after.cover.reviews !== before.cover.reviews;
        if (isNew && mustDeliver(after)) request();
      }),
      house.onRestart(request),
    ];
    if (mustDeliver(house.state)) request();
  }

  /**
   * Delivers what waits. Resolves when it has arrived in every circle that can be reached; what has
   * not is tried again in the background.
   */
  async delivered(): Promise<void> {
    const { state } = await this.#ledgers.house();
    if (!mustDeliver(state)) return;
    this.#task.request();
    await this.#task.whenStopped();
  }

  /** The same, because the store says so; it learns when the house needs a node next. */
  async runDue(): Promise<void> {
    await this.delivered();
    const { id, head, restingDeadline } = await this.#ledgers.house();
    await this.#ledgers.store.setDeadline(id, head, restingDeadline);
  }

  close(): void {
    this.#task.close();
    for (const stop of this.#stopListening.splice(0)) stop();
  }

  async #deliver(): Promise<void> {
    const house = await this.#ledgers.house();
    const byCircle = Map.groupBy(houseOutbox(house.state), ({ circle }) => circle);
    const arrived: string[] = [];
    const faults: unknown[] = [];
    await this.#forEach([...byCircle.values()], faults, async (commands) => {
      for (const each of commands) if (await this.#tell(each)) arrived.push(each.what);
    });
    if (arrived.length > 0) await house.handle({ do: 'confirm', what: arrived }, systemContext);
    // After circles know who leads them no more.
    await this.#forEach([...house.state.cover.reviews.keys()], faults, (circle) =>
      unlessSetAside(() => reviewCover(this.#ledgers, circle)),
    );
    if (faults.length > 0) throw faults[0];
  }

  /** Some at the same time; one that cannot be reached keeps no other one waiting. */
  async #forEach<Item>(
    waiting: Item[],
    faults: unknown[],
    handle: (item: Item) => Promise<unknown>,
  ): Promise<void> {
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await handle(next).catch((fault: unknown) => faults.push(fault));
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, waiting.length) }, work));
  }

  /** False for a circle that is set aside: it is told once it is back (LED-19). */
  #tell({ circle: id, command }: HouseOutboxCommand): Promise<boolean> {
    return unlessSetAside(async () => {
      const circle = await this.#ledgers.circle(id);
      await circle.handle(command, systemContext);
    });
  }
}

const mustDeliver = ({ outgoing, cover }: HouseLedger['state']): boolean =>
  outgoing.size > 0 || cover.reviews.size > 0;

/** False when the ledger of the circle is set aside (LED-19). */
async function unlessSetAside(deliver: () => Promise<void>): Promise<boolean> {
  try {
    await deliver();
    return true;
  } catch (fault) {
    if (fault instanceof LedgerSetAside) return false;
    throw fault;
  }
}
