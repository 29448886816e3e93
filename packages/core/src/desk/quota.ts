/**
 * How much one person may send to the desk (DSK-9): items in a minute, bytes in an hour, and
 * what may lie there open as a whole. Beyond it the answer is `too-soon`; the client keeps the
 * words, says so, and asks again until they are taken, so that nothing is dropped (DSK-5).
 * Calls for help have a quota of their own, which notes and reports cannot use up.
 */
import type { Millis, PersonId } from '../vocabulary.ts';
import type { DeskEvent } from './events.ts';
import type { DeskFact, DeskRole } from './rule.ts';
import { awaitsAnswer, type DeskState } from './state.ts';

/** `help` is for calls, `words` for everything else. */
export type QuotaKind = 'help' | 'words';

/** One text that was taken. */
export interface QuotaUsage {
  readonly at: Millis;
  readonly line: QuotaKind;
  readonly bytes: number;
}

export interface Quota {
  readonly perMinute: number;
  /** Of texts, as they travel. */
  readonly bytesPerHour: number;
  /** Reports that are not closed, and threads whose last words nobody has answered. */
  readonly open: number;
  /** Bytes of what is open. */
  readonly openBytes: number;
}

const minute = 60_000;
const hour = 60 * minute;
const kibibyte = 1024;

/**
 * A person in a crisis writes perhaps ten short texts in a minute, and pastes a long one of
 * 4 KB now and then. A person excluded keeps an appeal, a call and a few texts, and so
 * does whoever came by a link for several people until they are let in. Facilitators answer many.
 */
export const quotas: Readonly<Record<'usual' | 'outside' | 'leading', Record<QuotaKind, Quota>>> = {
  usual: {
    help: { perMinute: 30, bytesPerHour: 256 * kibibyte, open: 20, openBytes: 256 * kibibyte },
    words: { perMinute: 20, bytesPerHour: 96 * kibibyte, open: 20, openBytes: 256 * kibibyte },
  },
  outside: {
    help: { perMinute: 10, bytesPerHour: 32 * kibibyte, open: 5, openBytes: 96 * kibibyte },
    words: { perMinute: 4, bytesPerHour: 16 * kibibyte, open: 4, openBytes: 48 * kibibyte },
  },
  leading: {
    help: { perMinute: 30, bytesPerHour: 256 * kibibyte, open: 50, openBytes: 256 * kibibyte },
    words: { perMinute: 60, bytesPerHour: 512 * kibibyte, open: 50, openBytes: 256 * kibibyte },
  },
};

/** The usage that a fact with a text counts for, and of whom; null for all other facts. */
function quotaUsageOf(fact: DeskFact | DeskEvent): (QuotaUsage & { readonly by: PersonId }) | null {
  switch (fact.type) {
    case 'HelpAsked':
      return { by: fact.by, at: fact.at, line: 'help', bytes: fact.bytes ?? 0 };
    case 'NoteWritten':
    case 'AppealMade':
    case 'ThreadAnswered':
    case 'ThreadClosed':
    case 'ReportFiled':
    case 'BackChannelWritten':
      return { by: fact.by, at: fact.at, line: 'words', bytes: fact.bytes ?? 0 };
    default:
      return null;
  }
}

/** The state that remembers what this fact counts for; no longer than an hour. */
export function withQuotaUsage(state: DeskState, fact: DeskFact): DeskState {
  const taken = quotaUsageOf(fact);
  if (!taken) return state;
  const { by, ...one } = taken;
  const recent = (state.taken.get(by) ?? []).filter(({ at }) => at > one.at - hour);
  return { ...state, taken: new Map(state.taken).set(by, [...recent, one]) };
}

/** What of one person lies open there, on one line: how many, and how much. */
function openUsageOf(state: DeskState, who: PersonId, line: QuotaKind) {
  const threads = state.threads.filter(
    (each) => each.by === who && (each.kind === 'help') === (line === 'help') && awaitsAnswer(each),
  );
  const reports =
    line === 'help'
      ? []
      : state.reports.filter(({ by, state: reached }) => by === who && reached !== 'closed');
  const sizes = [
    ...threads.map(({ openBytes = 0 }) => openBytes),
    ...reports.map(({ bytes = 0 }) => bytes),
  ];
  return { items: sizes.length, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) };
}

const answerEventTypes: readonly DeskEvent['type'][] = [
  ...(['ThreadAnswered', 'ThreadClosed', 'BackChannelWritten'] as const),
];

export interface DeskSender {
  readonly who: PersonId;
  readonly side: DeskRole;
  /** Excluded, or let in by nobody yet and come by a link for several people. */
  readonly isOutside: boolean;
}

const quotaOf = ({ side, isOutside }: DeskSender) =>
  quotas[isOutside ? 'outside' : side === 'member' ? 'usual' : 'leading'];

/** Whether these events are more than their sender may cause now. */
export function isOverQuota(
  state: DeskState,
  sender: DeskSender,
  now: Millis,
  events: readonly DeskEvent[],
): boolean {
  return events.some((event) => {
    const taken = quotaUsageOf(event);
    if (!taken) return false;
    const { line, bytes } = taken;
    const quota = quotaOf(sender)[line];
    const recent = (state.taken.get(sender.who) ?? []).filter((each) => each.line === line);
    const lately = recent.filter(({ at }) => at > now - minute);
    const inHour = recent.filter(({ at }) => at > now - hour);
    const sum = inHour.reduce((all, each) => all + each.bytes, bytes);
    if (lately.length >= quota.perMinute || sum > quota.bytesPerHour) return true;
    // Answers to others lie in threads that are not one's own.
    if (answerEventTypes.includes(event.type)) return false;
    const open = openUsageOf(state, sender.who, line);
    const opens = event.type === 'ReportFiled' || ('entry' in event && event.entry === 0);
    return (opens && open.items >= quota.open) || open.bytes + bytes > quota.openBytes;
  });
}
