/**
 * Delivers the outbox of a circle: commands for the house and for meetings that follow from its
 * commits (VOI-1, KEY-4). Idempotent; any node may do it.
 */
import { circleOutbox, type Millis } from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger, Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import type { CommittedEvent, RestartedEvent } from '../projection/circle-events.ts';
import { CoalescingTask } from '../scheduling/coalescing-task.ts';
import type { Reconciler } from './circle-runtime-parts.ts';
import { begunLedger } from './meeting-ledgers.ts';

export class CircleOutbox implements Reconciler {
  readonly subscriberName = 'circle outbox';
  readonly task: CoalescingTask;
  readonly #circle: CircleLedger;
  readonly #ledgers: Ledgers;

  constructor(circle: CircleLedger, ledgers: Ledgers, reportError: ReportError) {
    this.#circle = circle;
    this.#ledgers = ledgers;
    const now = (): Millis => ledgers.store.now();
    this.task = new CoalescingTask({
      ...{ now, reportError, operation: 'deliver outbox of circle' },
      work: () => this.#deliver(),
    });
  }

  onCommitted({ ledger }: CommittedEvent): void {
    if (ledger === 'circle') this.task.request();
  }

  onRestarted({ ledger }: RestartedEvent): void {
    if (ledger === 'circle') this.task.request();
  }

  close(): void {
    this.task.close();
  }

  async #deliver(): Promise<void> {
    for (const item of circleOutbox(this.#circle.state, this.#circle.words)) {
      if (item.to === 'house') {
        const house = await this.#ledgers.house();
        await house.handle(item.command, systemContext);
      } else {
        const meeting = await begunLedger(this.#ledgers, item.meeting);
        await meeting?.handle(item.command, systemContext);
      }
      await this.#circle.handle({ do: 'confirm', what: [item.what] }, systemContext);
    }
  }
}
