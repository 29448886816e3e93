/**
 * Sends to everybody in the meeting who is connected: as differences to clients that read them,
 * else as a whole list. People who came or went since the last time cost work, the others none.
 */
import { isInMeeting, type PersonId, type PublicChange } from '@holdspace/core';
import type { PresenceChange } from '@holdspace/protocol';
import type { PacketDelivery, Subscription } from './subscription.ts';
import type { ViewerProjection } from './viewer-projection.ts';

/** Milliseconds. */
const presenceInterval = 100;

/** Connections of people in the meeting that hold a snapshot. */
export type PresenceAudience<Line> = Iterable<Pick<Subscription<Line>, 'line' | 'differences'>>;

export class PresenceSender<Line> {
  readonly #delivery: Pick<PacketDelivery<Line>, 'sendMany'>;
  /** Calls `send` again with the audience of that moment. */
  readonly #sendLater: () => void;
  /** The people whose presence may have changed since it was last sent. */
  #touched: Set<PersonId> | 'everyone' = new Set();
  /** What was last sent of a person; absent: nothing yet. */
  readonly #sent = new Map<PersonId, boolean>();
  /** A connection got a snapshot or a list while others waited for what has changed. */
  #isMixed = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(delivery: Pick<PacketDelivery<Line>, 'sendMany'>, sendLater: () => void) {
    this.#delivery = delivery;
    this.#sendLater = sendLater;
  }

  /** Their connections have changed, or they entered or left. */
  touch(person: PersonId | null): void {
    if (person === null) this.#touched = 'everyone';
    else if (this.#touched !== 'everyone') this.#touched.add(person);
  }

  /** Call it when a connection got the present list. */
  markListSent(): void {
    if (this.#touched === 'everyone' || this.#touched.size > 0) this.#isMixed = true;
  }

  /**
   * A person who enters is shown at once. Others may show a moment later: when many reconnect,
   * each packet covers many of them.
   */
  sendAfter(
    changes: readonly PublicChange[],
    audience: PresenceAudience<Line>,
    projection: ViewerProjection,
  ): void {
    let isUrgent = false;
    for (const change of changes) {
      if ('person' in change) this.touch(change.person.id);
      if ('left' in change) this.touch(change.left);
      isUrgent ||= 'person' in change || 'left' in change;
    }
    if (this.#touched !== 'everyone' && this.#touched.size === 0) return;
    if (!isUrgent && this.#timer) return;
    if (!isUrgent) {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#sendLater();
      }, presenceInterval).unref();
    }
    this.send(audience, projection);
  }

  /** Sends what has changed since the last time. */
  send(audience: PresenceAudience<Line>, projection: ViewerProjection): void {
    const { change, isShorter } = this.#takeChange(projection);
    if (!change && !isShorter) return;
    const lines = { differences: [] as Line[], whole: [] as Line[] };
    for (const { line, differences } of audience) {
      lines[differences ? 'differences' : 'whole'].push(line);
    }
    // Who left is gone with the change that says so.
    if (change) this.#delivery.sendMany(lines.differences, 'here', change);
    if (lines.whole.length > 0) {
      this.#delivery.sendMany(lines.whole, 'here', projection.connectedPeople());
    }
  }

  /** `isShorter`: somebody who was in the list has left the meeting. */
  #takeChange(projection: ViewerProjection): {
    readonly change: PresenceChange | null;
    readonly isShorter: boolean;
  } {
    const { state } = projection;
    const touched = this.#touched;
    let isShorter = false;
    this.#touched = new Set();
    if (!state) return { change: null, isShorter };
    const came: PersonId[] = [];
    const went: PersonId[] = [];
    for (const person of touched === 'everyone' ? state.people.keys() : touched) {
      if (!isInMeeting(state, person)) {
        // Who waits at the threshold, or has left, is not shown to those inside.
        isShorter = this.#sent.delete(person) || isShorter;
        continue;
      }
      const isHere = projection.isConnected(person);
      if (!this.#isMixed && this.#sent.get(person) === isHere) continue;
      this.#sent.set(person, isHere);
      (isHere ? came : went).push(person);
    }
    this.#isMixed = false;
    if (came.length === 0 && went.length === 0) return { change: null, isShorter };
    const change = { ...(came.length > 0 && { came }), ...(went.length > 0 && { went }) };
    return { change, isShorter };
  }
}
