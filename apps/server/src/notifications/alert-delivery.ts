/**
 * Moves the alerts of the house on, on this node (ALR-3, ALR-5): alerts the next one when that is
 * due, and sends what waits. A node claims a delivery in the ledger before it sends, and records the
 * outcome after it. A node that dies in between holds the claim until it expires; then another one
 * sends again, under the same id. Every node runs this; it does not know the channels.
 */
import { randomUUID } from 'node:crypto';
import {
  alertStepAt,
  type DeliveryResult,
  type DueDelivery,
  dueDeliveries,
  isClaimedBy,
  type Millis,
  nextAlertDeadline,
  targetKey,
} from '@holdspace/core';
import { systemContext } from '../ledger/command-context.ts';
import type { HouseLedger, Ledgers } from '../ledger/ledgers.ts';
import type { ReportError } from '../ops/log.ts';
import { CoalescingTask, retryDelay } from '../scheduling/coalescing-task.ts';
import { DeadlineTimer } from '../scheduling/deadline-timer.ts';
import type { DeliveryOutcome, NotificationSender } from './notification.ts';

export interface AlertDeliveryParts {
  readonly ledgers: Ledgers;
  readonly sender: NotificationSender;
  /** The page that a message leads to. */
  readonly inboxUrl: () => string;
  readonly reportError: ReportError;
}

/** A claim lasts longer than a sender may take, so that nothing is sent twice without need. */
export const claimTime: Millis = 30_000;
/** Messages under way at once, all together and by one channel, so that a slow one delays no other. */
const [maxInFlight, maxPerChannel] = [32, 8];

const keyOf = ({ alert, target }: DueDelivery): string => `${alert} ${targetKey(target)}`;

export class AlertDelivery {
  readonly #parts: AlertDeliveryParts;
  readonly #node = randomUUID();
  readonly #timer: DeadlineTimer;
  readonly #task: CoalescingTask;
  readonly #recording: CoalescingTask;
  /** Claimed here and not recorded yet. */
  readonly #inFlight = new Map<string, DueDelivery>();
  #results: DeliveryResult[] = [];
  #stopListening: () => void = () => undefined;

  constructor(parts: AlertDeliveryParts) {
    this.#parts = parts;
    const { ledgers, reportError } = parts;
    const now = () => ledgers.store.now();
    this.#task = new CoalescingTask({
      ...{ now, reportError, operation: 'move alerts on' },
      work: () => this.#run(),
    });
    this.#recording = new CoalescingTask({
      ...{ now, reportError, operation: 'record deliveries of alerts' },
      work: () => this.#record(),
    });
    this.#timer = new DeadlineTimer(now, () => this.#task.request());
  }

  /** Call it when the port is open. */
  async start(): Promise<void> {
    const house = await this.#parts.ledgers.house();
    this.#stopListening = house.onCommit(({ before, after }) => {
      const isChanged =
        before.alerts !== after.alerts ||
        before.cover.missing !== after.cover.missing ||
        before.staff !== after.staff ||
        before.onCall !== after.onCall;
      if (isChanged) this.#task.request();
    });
    this.#task.request();
  }

  /** Does what is due, and says in the store when a node is needed next. */
  async runDue(): Promise<void> {
    this.#task.request();
    await this.#task.whenStopped();
    const { ledgers } = this.#parts;
    const { id, head, restingDeadline } = await ledgers.house();
    if (this.#task.isIdle) await ledgers.store.setDeadline(id, head, restingDeadline);
  }

  /** Begins nothing more. Resolves when what was sent is recorded, or `most` ms have passed. */
  async close(most: Millis = 0): Promise<void> {
    this.#stopListening();
    this.#task.close();
    this.#timer.set(null);
    const until = performance.now() + most;
    while (this.#inFlight.size > 0 && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.#recording.close();
  }

  async #run(): Promise<void> {
    const { ledgers } = this.#parts;
    const house = await ledgers.house();
    await this.#alertNext(house);
    await this.#claimAndSend(house);
    if (this.#task.closed) return;
    const now = ledgers.store.now();
    const next = nextAlertDeadline(house.state);
    // What is due and cannot be sent yet waits for an outcome, or for a node that holds it.
    this.#timer.set(next === null ? null : next <= now ? now + retryDelay : next);
  }

  /** One command moves on so many alerts; it is repeated until none is due. */
  async #alertNext(house: HouseLedger): Promise<void> {
    for (;;) {
      const at = alertStepAt(house.state);
      if (at === null || at > this.#parts.ledgers.store.now() || this.#task.closed) return;
      const { version } = house;
      await house.handle({ do: 'due-alerts' }, systemContext);
      if (house.version === version) return;
    }
  }

  async #claimAndSend(house: HouseLedger): Promise<void> {
    const { store } = this.#parts.ledgers;
    const wanted = this.#withinBounds(dueDeliveries(house.state, store.now()));
    if (wanted.length === 0 || this.#task.closed) return;
    const until = store.now() + claimTime;
    const claim = { do: 'claim-deliveries', node: this.#node, until, deliveries: wanted } as const;
    await house.handle(claim, systemContext);
    for (const each of wanted) {
      if (isClaimedBy(house.state, each, this.#node, store.now())) void this.#send(each);
    }
  }

  #withinBounds(due: readonly DueDelivery[]): DueDelivery[] {
    const byChannel = new Map<string, number>();
    const count = ({ target: { channel } }: DueDelivery) =>
      byChannel.set(channel, (byChannel.get(channel) ?? 0) + 1);
    for (const each of this.#inFlight.values()) count(each);
    const wanted: DueDelivery[] = [];
    for (const each of due) {
      if (this.#inFlight.size + wanted.length >= maxInFlight) break;
      const underWay = byChannel.get(each.target.channel) ?? 0;
      if (underWay >= maxPerChannel || this.#inFlight.has(keyOf(each))) continue;
      wanted.push(each);
      count(each);
    }
    return wanted;
  }

  async #send(each: DueDelivery): Promise<void> {
    const { sender, inboxUrl, ledgers, reportError } = this.#parts;
    const key = keyOf(each);
    this.#inFlight.set(key, each);
    const { alert, target } = each;
    const at = ledgers.store.now();
    const notification = { id: alert, topic: 'alert', url: inboxUrl(), at } as const;
    const outcome = await sender
      .send(target, notification)
      .catch((error: unknown): DeliveryOutcome => {
        reportError(error, 'send an alert');
        return { result: 'no-answer', detail: '', mayRetry: true };
      });
    const mayRetry = 'mayRetry' in outcome && outcome.mayRetry;
    this.#results.push({ alert, target, result: outcome.result, mayRetry });
    this.#recording.request();
  }

  /** What cannot be recorded now is recorded later; meanwhile nobody sends it again here. */
  async #record(): Promise<void> {
    const results = [...this.#results];
    if (results.length === 0) return;
    const house = await this.#parts.ledgers.house();
    await house.handle({ do: 'record-deliveries', results }, systemContext);
    this.#results = this.#results.slice(results.length);
    for (const each of results) this.#inFlight.delete(keyOf(each));
    this.#task.request();
  }
}
