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

/** A person who was let in; `newcomer`: none of their words was let pass yet (VOI-10). */
export interface KnownMemberNote {
  readonly member: PersonId;
  readonly newcomer?: true;
}

/** A command of the server to another ledger, as those deciders take it; `what` names its entries. */
export type MeetingOutboxCommand =
  | {
      readonly what: readonly string[];
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
      readonly what: readonly string[];
      readonly to: 'circle';
      readonly command:
        | {
            readonly do: 'carry-mute';
            readonly member: PersonId;
            readonly until: Millis | null | 'lifted';
          }
        | { readonly do: 'note-known'; readonly members: readonly KnownMemberNote[] }
        | { readonly do: 'note-released'; readonly member: PersonId }
        | { readonly do: 'note-turned-away'; readonly member: PersonId }
        | {
            readonly do: 'exclude';
            readonly member: PersonId;
            readonly until: Millis | null;
            readonly everywhere: boolean;
          };
    };

/**
 * What still has to reach other ledgers, oldest first. Safe to send twice. All who were let in are
 * one command, in the place of the first: many come in at once.
 */
export function meetingOutbox(state: MeetingState, words: Words): MeetingOutboxCommand[] {
  const known = [...state.outgoing].flatMap(([what, item]) =>
    'known' in item ? [{ what, note: knownMemberNoteOf(item) }] : [],
  );
  return [...state.outgoing].flatMap(([id, item]): MeetingOutboxCommand[] => {
    if (!('known' in item)) return [outboxCommandOf(id, item, state, words)];
    if (id !== known[0]?.what) return [];
    const members = known.map(({ note }) => note);
    const what = known.map((each) => each.what);
    return [{ what, to: 'circle', command: { do: 'note-known', members } }];
  });
}

type KnownMemberEntry = Extract<MeetingOutboxEntry, { readonly known: true }>;

const knownMemberNoteOf = ({ person: member, newcomer }: KnownMemberEntry): KnownMemberNote => ({
  member,
  ...(newcomer && { newcomer }),
});

function outboxCommandOf(
  id: string,
  item: Exclude<MeetingOutboxEntry, KnownMemberEntry>,
  state: MeetingState,
  words: Words,
): MeetingOutboxCommand {
  const what = [id];
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
  if ('released' in item) return { what, to, command: { do: 'note-released', member } };
  if ('turnedAway' in item) {
    return { what, to, command: { do: 'note-turned-away', member } };
  }
  if ('carry' in item) {
    return { what, to, command: { do: 'carry-mute', member, until: item.carry } };
  }
  const { excludedUntil: until, everywhere } = item;
  return { what, to, command: { do: 'exclude', member, until, everywhere } };
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

/**
 * Milliseconds for which notes of people who were let in wait for more of them: many come in at
 * once, and nothing else in the circle depends on them meanwhile.
 */
export const knownNoteDelay: Millis = 250;

/** Whether this can wait for `knownNoteDelay`. Whatever else goes out takes it along. */
export const isDeferrable = ({ command }: MeetingOutboxCommand): boolean =>
  command.do === 'note-known';

/**
 * When a node that does not run the meeting delivers what waits: at once, or some time after the
 * node that runs it would have.
 */
export function outboxDueAt({ outgoing }: MeetingState, at: Millis): Millis {
  for (const item of outgoing.values()) if (!('known' in item)) return at;
  return at + 4 * knownNoteDelay;
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
