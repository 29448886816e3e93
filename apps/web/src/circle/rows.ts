/**
 * The timeline as it is shown: days, moments of the circle, the line one looked away at,
 * and the messages of one person and turn gathered into one card (TRN-2). Pure.
 */
import type { Message, MessageId, PersonId, TurnId } from '@holdspace/protocol';
import { sameDay } from '../words/times.ts';

/** Something that happened in the circle, said between two messages. */
export interface Moment {
  readonly id: string;
  /** The message it comes after; null is before all. */
  readonly after: MessageId | null;
  readonly words: string;
}

export interface Group {
  readonly kind: 'group';
  readonly id: MessageId;
  readonly by: PersonId;
  readonly turn: TurnId | null;
  readonly facilitation: boolean;
  readonly messages: readonly Message[];
}

export type Row =
  | Group
  | { readonly kind: 'day'; readonly id: string; readonly at: number }
  | { readonly kind: 'new'; readonly id: 'new' }
  | { readonly kind: 'moment'; readonly id: string; readonly words: string };

/** Outside of turns a pause this long begins a new card, in ms. */
const together = 5 * 60_000;

interface Shown {
  readonly timeline: readonly Message[];
  /** The last message before one looked away; null when there is no line. */
  readonly seen: MessageId | null;
  readonly moments: readonly Moment[];
}

export function rowsOf({ timeline, seen, moments }: Shown): readonly Row[] {
  const rows: Row[] = [];
  const happened = (after: MessageId | null) => {
    for (const { id, words } of moments.filter((each) => each.after === after)) {
      rows.push({ kind: 'moment', id, words });
    }
  };
  happened(null);
  let before: Message | undefined;
  for (const [index, message] of timeline.entries()) {
    if (before && !sameDay(before.at, message.at)) {
      rows.push({ kind: 'day', id: `day-${message.id}`, at: message.at });
    }
    const last = rows.at(-1);
    if (last?.kind === 'group' && before && belongs(before, message)) {
      rows[rows.length - 1] = { ...last, messages: [...last.messages, message] };
    } else {
      rows.push({
        kind: 'group',
        id: message.id,
        by: message.by,
        turn: message.turn,
        facilitation: message.facilitation === true,
        messages: [message],
      });
    }
    happened(message.id);
    if (message.id === seen && index < timeline.length - 1) rows.push({ kind: 'new', id: 'new' });
    before = message;
  }
  return rows;
}

const belongs = (before: Message, message: Message): boolean =>
  before.by === message.by &&
  before.turn === message.turn &&
  before.facilitation === message.facilitation &&
  (message.turn !== null || message.at - before.at < together);
