/**
 * Consequences of a meeting's decisions in other ledgers: receipts for the desk, a mute
 * that outlasts the meeting and a first entering for the circle. They are kept in the
 * state until confirmed, so a crash between the two ledgers changes nothing.
 */

import type { Receipt, RestrictionEnd } from '../desk-items.ts';
import type { Slot, Words } from '../kernel.ts';
import type { MeetingId, Millis, PersonId, Reason, ReceiptId } from '../vocabulary.ts';
import type { ReceiptFields } from './events.ts';
import type { MeetingEvolvers } from './rule.ts';
import type { MeetingState, PendingExclusion } from './state.ts';
import { personNameSlot, withAttendee } from './state.ts';

export type MeetingOutboxEntry =
  | {
      readonly to: 'desk';
      readonly receipt: ReceiptId;
      readonly person: PersonId;
      readonly by: PersonId;
      readonly kind: Receipt['kind'];
      readonly reason: Reason;
      readonly at: Millis;
      readonly until?: RestrictionEnd;
      /** The kind sentence lies in this slot of the meeting until the desk has it. */
      readonly note: Slot;
      readonly asked?: PendingExclusion;
    }
  | {
      readonly to: 'circle';
      readonly person: PersonId;
      readonly carry: Millis | null | 'lifted';
    }
  | {
      readonly to: 'circle';
      readonly person: PersonId;
      readonly known: true;
      readonly newcomer?: true;
    }
  /** A message of a newcomer has reached the circle (VOI-10). */
  | { readonly to: 'circle'; readonly person: PersonId; readonly released: true }
  /** Was let into nothing here: the place they took of a link comes back (LIM-3). */
  | { readonly to: 'circle'; readonly person: PersonId; readonly turnedAway: true }
  | {
      readonly to: 'circle';
      readonly person: PersonId;
      /** Null: until lifted. */
      readonly excludedUntil: Millis | null;
      readonly everywhere: boolean;
    }
  /** A line for the organiser (FAC-5, FAC-6). */
  | { readonly to: 'desk'; readonly incident: MeetingIncident; readonly at: Millis };

export type MeetingIncident = 'no-show' | 'abandoned';

/** A command of the server to another ledger, as those deciders take it. */
export type MeetingOutboxCommand =
  | {
      readonly what: string;
      readonly to: 'desk';
      readonly command:
        | {
            readonly do: 'file-receipt';
            readonly receipt: ReceiptId;
            readonly person: PersonId;
            readonly by: PersonId;
            readonly kind: Receipt['kind'];
            readonly reason: Reason;
            readonly at: Millis;
            readonly until?: RestrictionEnd;
            readonly note: string;
            readonly names: { readonly person: string; readonly by: string };
            readonly asked?: {
              readonly by: PersonId;
              readonly name: string;
              readonly note: string;
            };
          }
        | {
            readonly do: 'file-incident';
            readonly what: MeetingIncident;
            readonly meeting: MeetingId;
            readonly at: Millis;
          };
    }
  | {
      readonly what: string;
      readonly to: 'circle';
      readonly command:
        | {
            readonly do: 'carry-mute';
            readonly member: PersonId;
            readonly until: Millis | null | 'lifted';
          }
        | { readonly do: 'note-known'; readonly member: PersonId; readonly newcomer?: true }
        | { readonly do: 'note-released'; readonly member: PersonId }
        | { readonly do: 'note-turned-away'; readonly member: PersonId }
        | {
            readonly do: 'exclude';
            readonly member: PersonId;
            readonly until: Millis | null;
            readonly everywhere: boolean;
          };
    };

/** What still has to reach other ledgers, oldest first. Safe to send twice. */
export function meetingOutbox(state: MeetingState, words: Words): MeetingOutboxCommand[] {
  return [...state.outgoing].map(([what, item]): MeetingOutboxCommand => {
    if (item.to === 'desk') {
      if ('incident' in item) {
        const { incident, at } = item;
        const { meeting } = state;
        return { what, to: 'desk', command: { do: 'file-incident', what: incident, meeting, at } };
      }
      const { to, note, asked, ...receipt } = item;
      const name = (person: PersonId) => words.get(personNameSlot(person)) ?? '';
      const command = {
        do: 'file-receipt',
        ...receipt,
        note: words.get(note) ?? '',
        names: { person: name(item.person), by: name(item.by) },
        ...(asked && {
          asked: { by: asked.by, name: name(asked.by), note: words.get(asked.note) ?? '' },
        }),
      } as const;
      return { what, to, command };
    }
    const { to, person: member } = item;
    if ('known' in item) {
      const newcomer = item.newcomer && { newcomer: item.newcomer };
      return { what, to, command: { do: 'note-known', member, ...newcomer } };
    }
    if ('released' in item) return { what, to, command: { do: 'note-released', member } };
    if ('turnedAway' in item) {
      return { what, to, command: { do: 'note-turned-away', member } };
    }
    if ('carry' in item) {
      return { what, to, command: { do: 'carry-mute', member, until: item.carry } };
    }
    const { excludedUntil: until, everywhere } = item;
    return { what, to, command: { do: 'exclude', member, until, everywhere } };
  });
}

/** What this person writes has reached the circle: no newcomer any more (VOI-10). */
export function withNewcomerReleased(state: MeetingState, person: PersonId): MeetingState {
  const attendee = state.people.get(person);
  if (!attendee?.newcomer) return state;
  return {
    ...withAttendee(state, person, { newcomer: false }),
    outgoing: new Map(state.outgoing).set(`released.${person}`, {
      to: 'circle',
      person,
      released: true,
    }),
  };
}

/** Everything receipted goes to the desk under its receipt's id. */
export function withReceipt(
  state: MeetingState,
  fact: ReceiptFields & { readonly person: PersonId },
  kind: Receipt['kind'],
  more: { readonly until?: RestrictionEnd; readonly asked?: PendingExclusion } = {},
): MeetingState {
  const { by, reason, receipt, note, at, person } = fact;
  const item: MeetingOutboxEntry = {
    to: 'desk',
    receipt,
    person,
    by,
    kind,
    reason,
    at,
    note,
    ...more,
  };
  return { ...state, outgoing: new Map(state.outgoing).set(receipt, item) };
}

/** VOI-3: the desk files the receipt before the circle learns the exclusion or the mute. */
export const followsReceipt = ({ command }: MeetingOutboxCommand): boolean =>
  command.do === 'exclude' || command.do === 'carry-mute';

export const outboxEvolvers: MeetingEvolvers<'Confirmed'> = {
  Confirmed(state, { what }) {
    const item = state.outgoing.get(what);
    const outgoing = new Map(state.outgoing);
    outgoing.delete(what);
    if (!item || !('receipt' in item)) return { ...state, outgoing };
    return { ...state, outgoing, filed: new Set(state.filed).add(item.receipt) };
  },
};
