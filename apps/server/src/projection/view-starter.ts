/**
 * Starts the view of a connection: with what it missed since it was last connected, or with a
 * snapshot. What many connections get alike is made once, so that it is encoded once.
 */
import { pagesOfPeople } from '@holdspace/core';
import type { Snapshot } from '@holdspace/protocol';
import type { MeetingReader } from './ledger-readers.ts';
import type { PrivateSender } from './private-sender.ts';
import type { OutgoingPackets, PacketDelivery, Subscription } from './subscription.ts';
import { lastPage, pageSize, type ViewerProjection } from './viewer-projection.ts';

/** The packets of those who come back and lack the changes after some number. */
interface MissedPackets {
  readonly log: string;
  /** The number of the last change in them. */
  readonly position: number;
  readonly after: Map<number, OutgoingPackets['changes']>;
}

export class ViewStarter<Line> {
  readonly #private: PrivateSender<Line>;
  readonly #delivery: Pick<PacketDelivery<Line>, 'send'>;
  #missed: MissedPackets | null = null;

  constructor(sender: PrivateSender<Line>, delivery: Pick<PacketDelivery<Line>, 'send'>) {
    this.#private = sender;
    this.#delivery = delivery;
  }

  start(subscription: Subscription<Line>, projection: ViewerProjection): void {
    if (!this.#resume(subscription, projection)) this.#sendSnapshot(subscription, projection);
  }

  /** False when it needs a snapshot. */
  #resume(subscription: Subscription<Line>, projection: ViewerProjection): boolean {
    const { person, line, resumeFrom } = subscription;
    const { meeting } = projection;
    subscription.resumeFrom = null;
    if (!resumeFrom || !meeting || !projection.canResume(person, resumeFrom)) return false;
    const packet = this.#missedPacket(meeting, resumeFrom.at);
    subscription.epoch = projection.epoch(person);
    const state = this.#private.stateFor(subscription, projection);
    // VOI-3: the list can hold a redaction; its receipt goes before the changes, and once.
    const hasReceipts =
      packet.list.length > 0 && this.#private.sendAllReceipts(subscription, state);
    this.#delivery.send(line, 'changes', packet);
    this.#delivery.send(line, 'here', projection.connectedPeople());
    this.#private.sendDiff(subscription, state, hasReceipts);
    return true;
  }

  /** Kept until the next change, also through several flushes: many come back at once. */
  #missedPacket({ log, changeLog }: MeetingReader, at: number): OutgoingPackets['changes'] {
    const { position } = changeLog;
    if (this.#missed?.log !== log || this.#missed.position !== position) {
      this.#missed = { log, position, after: new Map() };
    }
    const known = this.#missed.after.get(at);
    if (known) return known;
    const packet = { at: position, list: changeLog.listAfter(at) };
    this.#missed.after.set(at, packet);
    return packet;
  }

  #sendSnapshot(subscription: Subscription<Line>, projection: ViewerProjection): void {
    const { person, line, differences } = subscription;
    const { meeting } = projection;
    const view = projection.view(person, pageSize + 1);
    subscription.desk = null;
    const state = this.#private.stateFor(subscription, projection);
    subscription.epoch = projection.epoch(person);
    if (!meeting || !view || !state) return;
    const { mine, desk } = state;
    const timeline = lastPage(view.timeline);
    subscription.lastSent = state;
    const people = differences ? pagesOfPeople(view, person) : { first: view.people, more: [] };
    const snapshot: Snapshot = {
      log: meeting.log,
      // Outside the meeting, the number of changes inside is nobody's business.
      at: projection.isInside(person) ? meeting.changeLog.position : 0,
      more: timeline.length < view.timeline.length,
      view: { ...view, people: people.first, timeline, mine, ...(desk && { desk }) },
    };
    this.#delivery.send(line, 'snapshot', snapshot);
    for (const page of people.more) this.#delivery.send(line, 'people', page);
  }
}
