/**
 * Totals at the end of a rehearsal: messages that were lost, shown twice or shown in another
 * order, computed from what the clients showed and from the answers that senders got.
 */
import type { MessageId } from '@holdspace/core';
import type { ObservedView } from './observed-view.ts';

/** One `say` that was sent. */
export interface SentMessage {
  /** The id of the sender. */
  readonly by: string;
  readonly text: string;
  readonly acked: boolean;
  /** Keys of the people who were in when it was sent. */
  readonly expectedBy: readonly string[];
}

/** What the devices of one person showed, and whether the person is in at the end. */
export interface DeliveryWitness {
  readonly key: string;
  readonly sights: readonly ObservedView[];
  readonly inAtTheEnd: boolean;
}

export interface DeliveryTotals {
  readonly acked: number;
  readonly lost: number;
  readonly twice: number;
  readonly outOfOrder: number;
  readonly orders: number;
  readonly refused: number;
}

const messageKey = (by: string, text: string): string => `${by} ${text}`;

export function countDeliveries(
  said: readonly SentMessage[],
  witnesses: readonly DeliveryWitness[],
  refused: number,
): DeliveryTotals {
  return {
    acked: said.filter(({ acked }) => acked).length,
    lost: countLost(said, witnesses),
    twice: witnesses.reduce((sum, { sights }) => sum + countDuplicates(said, sights), 0),
    outOfOrder: witnesses.reduce(
      (sum, { sights }) => sum + sights.reduce((all, sight) => all + sight.misplaced.size, 0),
      0,
    ),
    orders: countOrders(witnesses.map(({ sights }) => sights.at(-1)?.order ?? [])),
    refused,
  };
}

/** Acknowledged messages that a person who may read them never saw. */
function countLost(said: readonly SentMessage[], witnesses: readonly DeliveryWitness[]): number {
  const ids = new Map<string, Set<MessageId>>();
  for (const { sights } of witnesses) {
    for (const sight of sights) {
      for (const [id, { by, text }] of sight.messages) {
        const key = messageKey(by, text);
        ids.set(key, (ids.get(key) ?? new Set()).add(id));
      }
    }
  }
  return said.filter(({ acked, by, text, expectedBy: owed }) => {
    if (!acked) return false;
    // The same text sent again is another message: each takes one of the ids that were shown.
    const candidates = ids.get(messageKey(by, text));
    const [id] = candidates ?? [];
    if (id === undefined) return true;
    candidates?.delete(id);
    return witnesses.some(
      ({ key, sights, inAtTheEnd }) =>
        inAtTheEnd && owed.includes(key) && !sights.some((sight) => sight.messages.has(id)),
    );
  }).length;
}

/** Messages shown twice to one person: in one timeline, or as two messages although sent once. */
function countDuplicates(said: readonly SentMessage[], sights: readonly ObservedView[]): number {
  const shown = new Map<string, Set<MessageId>>();
  const doubled = new Set<MessageId>();
  for (const sight of sights) {
    for (const id of sight.duplicated) doubled.add(id);
    for (const [id, { by, text }] of sight.messages) {
      if (text === '') continue;
      const key = messageKey(by, text);
      shown.set(key, (shown.get(key) ?? new Set()).add(id));
    }
  }
  let again = doubled.size;
  for (const [key, ids] of shown) {
    const times = said.filter(({ by, text }) => messageKey(by, text) === key).length;
    if (times > 0) again += Math.max(0, ids.size - times);
  }
  return again;
}

/** The number of different orders of the same messages; 1 is right. */
export function countOrders(timelines: readonly (readonly MessageId[])[]): number {
  const different: (readonly MessageId[])[][] = [];
  for (const timeline of timelines) {
    const same = different.find((group) => group.every((each) => isSameOrder(each, timeline)));
    if (same) same.push(timeline);
    else different.push([timeline]);
  }
  return Math.max(1, different.length);
}

function isSameOrder(a: readonly MessageId[], b: readonly MessageId[]): boolean {
  const inB = new Set(b);
  const inA = new Set(a);
  const left = a.filter((id) => inB.has(id));
  const right = b.filter((id) => inA.has(id));
  return left.every((id, i) => id === right[i]);
}
