/**
 * The rows of the timeline: days, moments of the circle, the line of unread messages, and the
 * messages of one person and turn in one card (TRN-2). Pure.
 */
import type { Message, MessageId, PersonId, TurnId } from '@holdspace/protocol';
import { isSameDay } from '../../lib/i18n/dates.ts';

/** Something that happened in the circle, said between two messages. */
export interface TimelineMark {
  readonly id: string;
  /** The message it comes after; null is before all. */
  readonly after: MessageId | null;
  readonly words: string;
  /** What a round asks. */
  readonly question?: string | null;
}

/** Only this page knows it; `traces` counts the round traces before it. */
export interface PhaseMark extends TimelineMark {
  readonly traces: number;
}

export interface MessageGroupRow {
  readonly kind: 'group';
  readonly id: MessageId;
  readonly by: PersonId;
  readonly turn: TurnId | null;
  readonly facilitation: boolean;
  readonly messages: readonly Message[];
}

export type TimelineRow =
  | MessageGroupRow
  | { readonly kind: 'day'; readonly id: string; readonly at: number }
  | { readonly kind: 'new'; readonly id: 'new' }
  | {
      readonly kind: 'moment';
      readonly id: string;
      readonly words: string;
      readonly question: string | null;
    };

/** Outside of turns a pause this long begins a new card, in ms. */
const groupingGap = 5 * 60_000;

interface TimelineInput {
  readonly timeline: readonly Message[];
  /** The last message before the person looked away; null when there is no line. */
  readonly lastSeen: MessageId | null;
  readonly traces: readonly TimelineMark[];
  readonly moments: readonly PhaseMark[];
  /** There are messages from before the first one here. */
  readonly hasEarlier?: boolean;
}

/** In the order in which they happened. */
const mergeMarks = (
  traces: readonly TimelineMark[],
  moments: readonly PhaseMark[],
): readonly TimelineMark[] => [
  ...traces.flatMap((trace, index) => [
    ...moments.filter((moment) => moment.traces === index),
    trace,
  ]),
  ...moments.filter((moment) => moment.traces >= traces.length),
];

export function timelineRows({
  timeline,
  lastSeen: seen,
  traces,
  moments,
  hasEarlier: more,
}: TimelineInput): readonly TimelineRow[] {
  const rows: TimelineRow[] = [];
  const marks = mergeMarks(traces, moments);
  const marksAfter = Map.groupBy(marks, ({ after }) => after);
  const happened = (after: MessageId | null) => {
    for (const { id, words, question = null } of marksAfter.get(after) ?? []) {
      rows.push({ kind: 'moment', id, words, question });
    }
  };
  // What stands before the first message of all comes with the page that begins with it.
  if (!more) happened(null);
  let before: Message | undefined;
  for (const [index, message] of timeline.entries()) {
    if (before && !isSameDay(before.at, message.at)) {
      rows.push({ kind: 'day', id: `day-${message.id}`, at: message.at });
    }
    const last = rows.at(-1);
    if (last?.kind === 'group' && before && isSameGroup(before, message)) {
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

const isSameGroup = (before: Message, message: Message): boolean =>
  before.by === message.by &&
  before.turn === message.turn &&
  before.facilitation === message.facilitation &&
  (message.turn !== null || message.at - before.at < groupingGap);
