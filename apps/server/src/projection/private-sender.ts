/**
 * Sends each connection what is private to it: the difference to what was sent before, with a
 * page of the desk for facilitators. It does not know when something has changed.
 */
import {
  type DeskListName,
  firstDeskPage,
  nextDeskWindow,
  type PrivateState,
  privateDiff,
  withOlderDeskPage,
} from '@holdspace/core';
import type { PacketDelivery, Subscription } from './subscription.ts';
import type { ViewerProjection } from './viewer-projection.ts';

export class PrivateSender<Line> {
  readonly #delivery: Pick<PacketDelivery<Line>, 'send'>;

  constructor(delivery: Pick<PacketDelivery<Line>, 'send'>) {
    this.#delivery = delivery;
  }

  /** The private state of this connection: of the desk the loaded pages, and what is newer. */
  stateFor(
    subscription: Subscription<Line>,
    projection: Pick<ViewerProjection, 'privateState'>,
  ): PrivateState | null {
    const state = projection.privateState(subscription.person, subscription.device);
    if (!state?.desk) {
      subscription.desk = null;
      return state;
    }
    subscription.desk = subscription.desk
      ? nextDeskWindow(state.desk, subscription.desk)
      : firstDeskPage(state.desk);
    return { ...state, desk: subscription.desk.loaded };
  }

  /** `hasReceipts`: the client got the receipts already, although `lastSent` is unknown. */
  sendDiff(
    subscription: Subscription<Line>,
    state: PrivateState | null,
    hasReceipts = false,
  ): void {
    if (!state) return;
    const change = privateDiff(state, subscription.lastSent, subscription);
    subscription.lastSent = state;
    if (!change) return;
    const { receipts: _, ...mine } = change.mine ?? {};
    this.#delivery.send(subscription.line, 'private', hasReceipts ? { ...change, mine } : change);
  }

  /** VOI-3: a redaction or a stopped turn is a public change; its receipt goes before it. */
  sendNewReceipts(subscription: Subscription<Line>, state: PrivateState | null): void {
    const { lastSent } = subscription;
    if (!lastSent || !state) return;
    const { receipts } = state.mine;
    if (receipts.length <= lastSent.mine.receipts.length) return;
    this.sendDiff(subscription, { ...lastSent, mine: { ...lastSent.mine, receipts } });
  }

  /** All receipts of a client whose `lastSent` is unknown; false when there are none. */
  sendAllReceipts({ line }: Subscription<Line>, state: PrivateState | null): boolean {
    const receipts = state?.mine.receipts ?? [];
    if (receipts.length > 0) this.#delivery.send(line, 'private', { mine: { receipts } });
    return receipts.length > 0;
  }

  /** Sends a facilitator older items of one list; false when there are no more. */
  sendOlderDesk(subscription: Subscription<Line>, list: DeskListName): boolean {
    const { desk, lastSent } = subscription;
    if (!desk || !lastSent) return false;
    const window = withOlderDeskPage(desk, list);
    const state = { ...lastSent, desk: window.loaded };
    subscription.desk = window;
    subscription.lastSent = state;
    const change = privateDiff(state, lastSent, subscription);
    if (change) this.#delivery.send(subscription.line, 'private', change);
    return window.loaded.more?.includes(list) === true;
  }
}
