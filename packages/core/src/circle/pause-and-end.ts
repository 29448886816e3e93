/**
 * A circle is paused, resumed and ended (RHY-4). A pause puts off the meetings in it, and they come
 * back when it is taken back in time. The end has a last meeting and a closing text, and can be taken
 * back until that meeting is over.
 */
import { type Deadline, earlierOf, firstRefusal, oncePerState, refuse } from '../kernel.ts';
import { excessLength } from '../measure.ts';
import { isBlank } from '../text.ts';
import type { MeetingId, Millis } from '../vocabulary.ts';
import type { CircleCommand } from './commands.ts';
import {
  type CirclePlan,
  cancelledInFeeds,
  isInPause,
  mayTakeBackEnd,
  type PlannedMeeting,
  unendedMeetingLimit,
} from './plan-state.ts';
import { withPlanningFrom } from './planning.ts';
import type { PlanningEvent } from './planning-commands.ts';
import {
  isChangeable,
  isRunning,
  type PlanningMoment,
  planningMoment,
  switched,
} from './replanning.ts';
import {
  type CircleCommandOf,
  type CircleDecision,
  type CircleEvolvers,
  type CircleRules,
  organiserGuard,
  systemGuard,
} from './rule.ts';
import type { CircleState } from './state.ts';
import { circleSlots } from './state.ts';

/** Meetings to come, and for each whether it takes place from now on. */
const switchAll = (
  { meetings }: CirclePlan,
  moment: PlanningMoment,
  offFor: (planned: PlannedMeeting) => 'paused' | 'ended' | 'rhythm' | null,
): PlanningEvent[] =>
  meetings
    .filter((planned) => isChangeable(planned, moment) && planned.start > moment.now)
    .flatMap((planned) => switched(planned, offFor(planned), moment.now));

/** Off for a reason of the circle as a whole, or not off at all; else what it is. */
const offUnless = (
  { off }: PlannedMeeting,
  reason: 'paused' | 'ended',
  isOff: boolean,
): 'paused' | 'ended' | 'rhythm' | null => {
  if (off && off.why !== reason && off.why !== 'cancelled') return off.why;
  return isOff ? reason : null;
};

/** Refusals: `closed` while the circle ends, `bad-order` for a time that is over. */
function pause(state: CircleState, command: CircleCommandOf<'pause'>, now: Millis): CircleDecision {
  if (state.ending) return refuse('closed');
  const { until } = command;
  if (until !== null && until <= now) return refuse('bad-order');
  if (state.pause && state.pause.until === until) return [];
  const asPaused = { pause: { since: state.pause?.since ?? now, until } };
  return [
    { type: 'CirclePaused', until, at: now },
    ...switchAll(state, planningMoment(state, command, now), (planned) =>
      offUnless(planned, 'paused', isInPause(asPaused, planned.start)),
    ),
  ];
}

/** Refusal: `closed` when the end cannot be taken back. Without pause and end nothing happens. */
function resume(
  state: CircleState,
  command: CircleCommandOf<'resume'>,
  now: Millis,
): CircleDecision {
  if (state.ending) return takeBackEnd(state, command, now);
  return state.pause ? endPause(state, planningMoment(state, command, now)) : [];
}

const endPause = (state: CirclePlan, moment: PlanningMoment): PlanningEvent[] => [
  { type: 'CircleResumed', at: moment.now },
  ...switchAll(state, moment, (planned) => offUnless(planned, 'paused', false)),
];

/**
 * Without a last meeting the circle is over at once, unless one goes on: that is the last one then.
 * Refusals: `closed` when it is over, `not-here` for a last meeting that does not come, `too-long`.
 */
function endCircle(
  state: CircleState,
  command: CircleCommandOf<'end-circle'>,
  now: Millis,
): CircleDecision {
  const moment = planningMoment(state, command, now);
  const { text } = command;
  const asked = state.meetings.find(({ meeting }) => meeting === command.last);
  const isLost = (planned: PlannedMeeting) => planned.end + unendedMeetingLimit <= now;
  const mayBeLast = (planned: PlannedMeeting | undefined) =>
    planned !== undefined && !isLost(planned) && (!planned.ended || planned.off?.why === 'ended');
  const wrong = firstRefusal(
    state.ending !== null && !mayTakeBackEnd(state, now) && 'closed',
    command.last !== null && !mayBeLast(asked) && 'not-here',
    excessLength(text) > 0 && 'too-long',
  );
  if (wrong) return refuse(wrong);
  const last =
    asked ?? state.meetings.findLast((each) => isRunning(each, moment) && !isLost(each)) ?? null;
  const said = isBlank(text)
    ? { erases: [circleSlots.closing] }
    : { words: { [circleSlots.closing]: text } };
  return [
    { type: 'CircleEnding', last: last?.meeting ?? null, at: now, ...said },
    ...switchAll(state, moment, (planned) =>
      offUnless(planned, 'ended', last === null || planned.start > last.start),
    ),
    ...(last === null ? [{ type: 'CircleOver', at: now } as const] : []),
  ];
}

/** Refusal: `closed` when the last meeting is over. */
function takeBackEnd(
  state: CircleState,
  command: CircleCommandOf<'take-back-end' | 'resume'>,
  now: Millis,
): CircleDecision {
  if (state.ending === null) return [];
  if (!mayTakeBackEnd(state, now)) return refuse('closed');
  return [
    { type: 'CircleEndTakenBack', at: now, erases: [circleSlots.closing] },
    ...switchAll(state, planningMoment(state, command, now), (planned) => {
      if (planned.off?.why !== 'ended') return offUnless(planned, 'ended', false);
      return isInPause(state, planned.start) ? 'paused' : null;
    }),
  ];
}

/** When the last meeting of a circle is waited for no longer, though nobody has ended it. */
function lastMeetingLostAt({ meetings, ending }: CirclePlan): Millis | null {
  if (ending === null || ending.over !== null) return null;
  const last = meetings.find(({ meeting }) => meeting === ending.last);
  return last ? last.end + unendedMeetingLimit : ending.at;
}

/** When the sentence of a cancellation is erased; null where there is none. */
const noteEnd = ({ end, off }: PlannedMeeting): Millis | null =>
  off?.noted ? Math.max(end, off.at) + cancelledInFeeds : null;

/** One deadline: the end of the pause, of the circle, or of the first sentence. */
export const planningDeadlines: (state: CircleState) => readonly Deadline<CircleCommand>[] =
  oncePerState((state) => {
    const { meetings, pause: paused } = state;
    let at = earlierOf(paused?.until ?? null, lastMeetingLostAt(state));
    for (const each of meetings) at = earlierOf(at, noteEnd(each));
    return at === null ? [] : [{ at, command: { do: 'plans-due' } }];
  });

function plansDue(state: CircleState, now: Millis): PlanningEvent[] {
  const pauseEnd = state.pause?.until ?? null;
  const lost = lastMeetingLostAt(state);
  const isOver = (each: PlannedMeeting) => (noteEnd(each) ?? Number.POSITIVE_INFINITY) <= now;
  const over = state.meetings.filter(isOver).map(({ meeting }) => meeting);
  return [
    ...(pauseEnd !== null && pauseEnd <= now
      ? endPause(state, planningMoment(state, {}, now))
      : []),
    ...(lost !== null && lost <= now ? [{ type: 'CircleOver', at: now } as const] : []),
    ...(over.length > 0
      ? [
          {
            type: 'NotesForgotten',
            meetings: over,
            erases: over.map((meeting) => circleSlots.meetingNote(meeting)),
          } as const,
        ]
      : []),
  ];
}

export const pauseAndEndRules: CircleRules<
  'pause' | 'resume' | 'end-circle' | 'take-back-end' | 'plans-due'
> = {
  pause: { may: organiserGuard, decide: (command, { state, now }) => pause(state, command, now) },
  resume: { may: organiserGuard, decide: (command, { state, now }) => resume(state, command, now) },
  'end-circle': {
    may: organiserGuard,
    decide: (command, { state, now }) => endCircle(state, command, now),
  },
  'take-back-end': {
    may: organiserGuard,
    decide: (command, { state, now }) => takeBackEnd(state, command, now),
  },
  'plans-due': { may: systemGuard, decide: (_command, { state, now }) => plansDue(state, now) },
};

const withoutNotes = (
  meetings: CirclePlan['meetings'],
  forgotten: readonly MeetingId[],
): CirclePlan['meetings'] =>
  meetings.map((each) => {
    if (!each.off || !forgotten.includes(each.meeting)) return each;
    const { noted: _, ...off } = each.off;
    return { ...each, off };
  });

export const pauseAndEndEvolvers: CircleEvolvers<
  | 'CirclePaused'
  | 'CircleResumed'
  | 'CircleEnding'
  | 'CircleEndTakenBack'
  | 'CircleOver'
  | 'NotesForgotten'
> = {
  CirclePaused: (state, { until, at }) =>
    withPlanningFrom({ ...state, pause: { since: state.pause?.since ?? at, until } }, at),
  CircleResumed: (state, { at }) => withPlanningFrom({ ...state, pause: null }, at),
  CircleEnding: (state, { last, at }) => ({ ...state, ending: { at, last, over: null } }),
  CircleEndTakenBack: (state, { at }) => withPlanningFrom({ ...state, ending: null }, at),
  CircleOver: (state, { at }) => ({
    ...state,
    ending: state.ending && { ...state.ending, over: at },
  }),
  NotesForgotten: (state, { meetings }) => ({
    ...state,
    meetings: withoutNotes(state.meetings, meetings),
  }),
};
