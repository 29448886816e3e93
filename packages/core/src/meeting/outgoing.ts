/**
 * Consequences of a meeting's decisions in other ledgers: receipts for the desk, a mute
 * that outlasts the meeting and a first entering for the circle. They are kept in the
 * state until confirmed, so a crash between the two ledgers changes nothing.
 */
import type { Slot, Words } from '../kernel.ts';
import type { Receipt } from '../view.ts';
import type { Millis, PersonId, Reason, ReceiptId } from '../vocabulary.ts';
import type { Receipted } from './events.ts';
import type { Evolvers } from './rule.ts';
import type { MeetingState } from './state.ts';

export type Outgoing =
  | {
      readonly to: 'desk';
      readonly receipt: ReceiptId;
      readonly person: PersonId;
      readonly by: PersonId;
      readonly kind: Receipt['kind'];
      readonly reason: Reason;
      readonly at: Millis;
      readonly until?: Millis | null;
      /** The kind sentence lies in this slot of the meeting until the desk has it. */
      readonly note: Slot;
    }
  | {
      readonly to: 'circle';
      readonly person: PersonId;
      readonly carry: Millis | null | 'lifted';
    }
  | { readonly to: 'circle'; readonly person: PersonId; readonly known: true };

/** A command of the server to another ledger, as those deciders take it. */
export type Outbound =
  | {
      readonly what: string;
      readonly to: 'desk';
      readonly command: {
        readonly do: 'file-receipt';
        readonly receipt: ReceiptId;
        readonly person: PersonId;
        readonly by: PersonId;
        readonly kind: Receipt['kind'];
        readonly reason: Reason;
        readonly at: Millis;
        readonly until?: Millis | null;
        readonly note: string;
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
        | { readonly do: 'note-known'; readonly member: PersonId };
    };

/** What still has to reach other ledgers, oldest first. Safe to send twice. */
export function outbox(state: MeetingState, words: Words): Outbound[] {
  return [...state.outgoing].map(([what, item]): Outbound => {
    if (item.to === 'desk') {
      const { to, note, ...receipt } = item;
      return {
        what,
        to,
        command: { do: 'file-receipt', ...receipt, note: words.get(note) ?? '' },
      };
    }
    return 'known' in item
      ? { what, to: 'circle', command: { do: 'note-known', member: item.person } }
      : {
          what,
          to: 'circle',
          command: { do: 'carry-mute', member: item.person, until: item.carry },
        };
  });
}

/** Everything receipted goes to the desk under its receipt's id. */
export function withReceipt(
  state: MeetingState,
  fact: Receipted & { readonly person: PersonId },
  kind: Receipt['kind'],
  until?: Millis | null,
): MeetingState {
  const { by, reason, receipt, note, at, person } = fact;
  const item: Outgoing = {
    to: 'desk',
    receipt,
    person,
    by,
    kind,
    reason,
    at,
    note,
    ...(until === undefined ? {} : { until }),
  };
  return { ...state, outgoing: new Map(state.outgoing).set(receipt, item) };
}

export const elsewhereEvolvers: Evolvers<'Confirmed'> = {
  Confirmed(state, { what }) {
    const outgoing = new Map(state.outgoing);
    outgoing.delete(what);
    return { ...state, outgoing };
  },
};
