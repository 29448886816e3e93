/**
 * The timeline as it is shown: days, moments of the circle, the line one looked away at,
 * and the messages of one person and turn gathered into one card (TRN-2). Pure.
 */
import type { Message, MessageId, PersonId, TurnId } from '@holdspace/protocol';
import { sameDay } from '../words/times.ts';

/** Something that happened in the circle, said between two messages. */
export interface Mark {
  readonly id: string;
  /** The message it comes after; null is before all. */
  readonly after: MessageId | null;
  readonly words: string;
  /** What a round asks. */
  readonly question?: string | null;
}

/** Known to this page alone; it came when so many traces of rounds were there. */
export interface Moment extends Mark {
  readonly traces: number;
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
  | {
      readonly kind: 'moment';
      readonly id: string;
      readonly words: string;
      readonly question: string | null;
    };

/** Outside of turns a pause this long begins a new card, in ms. */
const together = 5 * 60_000;

interface Shown {
  readonly timeline: readonly Message[];
  /** The last message before one looked away; null when there is no line. */
  readonly seen: MessageId | null;
  readonly traces: readonly Mark[];
  readonly moments: readonly Moment[];
  /** There are messages from before the first one here. */
  readonly more?: boolean;
}

/** In the order in which they happened. */
const inOrder = (traces: readonly Mark[], moments: readonly Moment[]): readonly Mark[] => [
  ...traces.flatMap((trace, index) => [
    ...moments.filter((moment) => moment.traces === index),
    trace,
  ]),
  ...moments.filter((moment) => moment.traces >= traces.length),
];

export function rowsOf({ timeline, seen, traces, moments, more }: Shown): readonly Row[] {
  const rows: Row[] = [];
  const marks = inOrder(traces, moments);
  const happened = (after: MessageId | null) => {
    for (const { id, words, question = null } of marks.filter((each) => each.after === after)) {
      rows.push({ kind: 'moment', id, words, question });
    }
  };
  // What stands before the first message of all comes with the page that begins with it.
  if (!more) happened(null);
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
