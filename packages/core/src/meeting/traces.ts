/**
 * What rounds leave in the timeline: that they began, what was asked, that they ended (RND-20).
 * The questions are words: they go with all other words of the meeting. Where a trace stands is
 * computed for each reader, so that nothing reveals messages that the reader may not read.
 */
import type { Words } from '../kernel.ts';
import type { Trace } from '../view.ts';
import type { PersonId } from '../vocabulary.ts';
import { canReadMessage } from './message-access.ts';
import type { Attendee, MeetingMessage, MeetingState, RecordedTrace, Round } from './state.ts';
import { isInMeeting } from './state.ts';

/** The traces with one more of this round. */
export const withTrace = (
  { traces, messages }: MeetingState,
  what: RecordedTrace['what'],
  { number, prompt }: Pick<Round, 'number' | 'prompt'>,
): MeetingState['traces'] => traces.append({ what, round: number, prompt, at: messages.length });

/** The traces when the round that runs, if one does, is over. */
export const withRoundEndTrace = (state: MeetingState): MeetingState['traces'] =>
  state.round ? withTrace(state, 'round-ended', state.round) : state.traces;

/** The traces of a commit, for everyone in the meeting. Their place follows from the order. */
export const newTraces = (
  before: MeetingState,
  after: MeetingState,
  words: Words,
): Omit<Trace, 'after'>[] =>
  before.traces === after.traces
    ? []
    : after.traces.from(before.traces.length).flatMap((left) => traceViewOf(left, words) ?? []);

/** A new question is shown as such, and is no trace of its own. */
const traceViewOf = (
  { what, round, prompt }: RecordedTrace,
  words: Words,
): Omit<Trace, 'after'> | undefined =>
  what === 'prompt-set' ? undefined : { what, round, prompt: words.get(prompt) ?? '' };

/**
 * The traces that this person left after entering, of the first `end`; the round they came into, as
 * it was then.
 */
function readableTraces(
  { traces }: MeetingState,
  from: number,
  end = traces.length,
): readonly RecordedTrace[] {
  if (from > end) return [];
  const met = traces.at(from - 1);
  const running = met !== undefined && met.what !== 'round-ended';
  return [
    ...(running ? [{ ...met, what: 'round-began' as const }] : []),
    ...traces
      .from(from)
      .slice(0, end - from)
      .filter(({ what }) => what !== 'prompt-set'),
  ];
}

/** The last message that this person may read from before the trace. */
function lastMessageBefore(
  state: MeetingState,
  me: Attendee,
  { at }: RecordedTrace,
): MeetingMessage | undefined {
  for (let i = Math.min(at, state.messages.length) - 1; i >= 0; i--) {
    const said = state.messages.at(i);
    if (said && canReadMessage(me, said, i) && !me.hidden.includes(said.by)) return said;
  }
  return undefined;
}

/** The traces of each round that this person may read something of, oldest first (PRV-2, AGR-2). */
export function tracesOf(
  state: MeetingState,
  words: Words,
  person: PersonId,
  end: number = state.traces.length,
): Trace[] {
  const me = state.people.get(person);
  if (me?.tracesFrom === undefined || !isInMeeting(state, person) || state.phase === 'purged')
    return [];
  return readableTraces(state, me.tracesFrom, end).flatMap((left) => {
    const trace = traceViewOf(left, words);
    return trace ? [{ ...trace, after: lastMessageBefore(state, me, left)?.id ?? null }] : [];
  });
}

/** Whether a trace of this reader stands behind words of that other person. */
export function hasTraceBehindWordsOf(
  state: MeetingState,
  reader: PersonId,
  writer: PersonId,
): boolean {
  const me = state.people.get(reader);
  if (me?.tracesFrom === undefined) return false;
  return readableTraces(state, me.tracesFrom).some(
    (left) => lastMessageBefore(state, me, left)?.by === writer,
  );
}
