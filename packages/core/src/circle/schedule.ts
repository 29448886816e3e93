/**
 * Single meetings of a circle: added, moved and cancelled by hand (RHY-3), ended by the meeting
 * itself. A rhythm plans in planning.ts.
 */

import { earlierOf, type Fact, firstRefusal, refuse } from '../kernel.ts';
import { excessLength } from '../measure.ts';
import { isBlank } from '../text.ts';
import type { MeetingId, Millis, RefusalCode } from '../vocabulary.ts';
import { answeredIntentionSlots, withoutAnsweredIntentions } from './intention.ts';
import {
  type CirclePlan,
  hasCircleEnded,
  isHeldAndOver,
  type PlannedMeeting,
  unendedMeetingLimit,
} from './plan-state.ts';
import type { PlanningEvent } from './planning-commands.ts';
import { withPlanned } from './replanning.ts';
import { withAttendance } from './retention.ts';
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

/** A meeting that is past its end and has not ended is looked after this often. */
const overdueCheckInterval: Millis = 60 * 60 * 1000;

/**
 * When the meetings that have not ended are looked after next, beside their own deadlines: a meeting
 * gets its ledger when its doors are near, and a fault between two ledgers leaves one that is over
 * and not ended here. Null when all have ended.
 */
export function nextMeetingCheck(
  { meetings, settings }: Pick<CircleState, 'meetings' | 'settings'>,
  now: Millis,
): Millis | null {
  let next: Millis | null = null;
  for (const { start, end, ended } of meetings) {
    if (ended) continue;
    const times = [start - settings.doorsLead, start, end, now + overdueCheckInterval];
    next = earlierOf(next, times.find((time) => time > now) ?? null);
  }
  return next;
}

const plannedWith = (
  { meetings }: Pick<CirclePlan, 'meetings'>,
  id: MeetingId,
): PlannedMeeting | undefined => meetings.find(({ meeting }) => meeting === id);

/** The circle ends, and a meeting at this time would come after its last one. */
function isAfterEnd(state: CirclePlan, start: Millis): boolean {
  if (state.ending === null) return false;
  const last = state.ending.last === null ? undefined : plannedWith(state, state.ending.last);
  return hasCircleEnded(state) || last === undefined || start > last.start;
}

/** Nobody can be in two meetings of a circle at once: the later one would take over from the other. */
export const isTimeTaken = (
  { meetings }: Pick<CirclePlan, 'meetings'>,
  { meeting, start, end }: Pick<PlannedMeeting, 'meeting' | 'start' | 'end'>,
): boolean =>
  meetings.some(
    (each) => each.meeting !== meeting && !each.ended && each.start < end && start < each.end,
  );

/**
 * Refusals: `closed` after the end of the circle, `full` when another meeting has this time,
 * `bad-order` for an end before the start.
 */
function schedule(state: CircleState, command: CircleCommandOf<'schedule'>): CircleDecision {
  const { meeting, start, end } = command;
  if (plannedWith(state, meeting)) return [];
  const wrong = firstRefusal(
    isAfterEnd(state, start) && 'closed',
    isTimeTaken(state, command) && 'full',
    end <= start && 'bad-order',
  );
  return wrong ? refuse(wrong) : [{ type: 'MeetingScheduled', meeting, start, end }];
}

/** What the end of this meeting is for a circle that ends with it (RHY-4). */
const overWith = ({ ending }: CirclePlan, meeting: MeetingId, at: Millis): PlanningEvent[] =>
  ending?.last === meeting && ending.over === null ? [{ type: 'CircleOver', at }] : [];

function endMeeting(
  state: CircleState,
  command: CircleCommandOf<'end-meeting'>,
  now: Millis,
): CircleDecision {
  const planned = plannedWith(state, command.meeting);
  if (!planned) return refuse('not-here');
  if (planned.ended) return [];
  const { meeting } = planned;
  const erases = answeredIntentionSlots(state);
  const came = command.came?.filter((each) => state.members.has(each)) ?? [];
  const present = came.length > 0 ? { at: now, came } : {};
  const ended = { type: 'MeetingEnded', meeting, ...present } as const;
  return [erases.length > 0 ? { ...ended, erases } : ended, ...overWith(state, meeting, now)];
}

/**
 * Why a planned meeting cannot be moved or cancelled: `closed` when it is over, off already, or waited
 * for no longer; `paused` when a pause has put it off; `stale` when it has begun.
 */
function changeRefusal(
  { meeting, end, ended, off }: PlannedMeeting,
  begun: readonly MeetingId[],
  now: Millis,
): RefusalCode | null {
  const isOver = ended || end + unendedMeetingLimit <= now;
  return firstRefusal(
    off?.why === 'paused' ? 'paused' : isOver && 'closed',
    begun.includes(meeting) && 'stale',
  );
}

/**
 * Refusals: `not-here` for an unknown meeting, those of `changeRefusal`, `full` when another meeting
 * has this time, and `bad-order` for an end before the start, a time in the past, or one after the
 * last meeting of a circle that ends.
 */
function moveMeeting(
  state: CircleState,
  command: CircleCommandOf<'move-meeting'>,
  now: Millis,
): CircleDecision {
  const { meeting, start, end, begun = [] } = command;
  const planned = plannedWith(state, meeting);
  if (!planned) return refuse('not-here');
  const isSame = planned.start === start && planned.end === end;
  const isPast = end <= now || (start !== planned.start && start <= now);
  const isLate = state.ending?.last !== meeting && isAfterEnd(state, start);
  const wrong = firstRefusal(
    changeRefusal(planned, begun, now),
    !isSame && isTimeTaken(state, command) && 'full',
    (end <= start || isPast || isLate) && 'bad-order',
  );
  if (wrong) return refuse(wrong);
  return isSame ? [] : [{ type: 'MeetingMoved', meeting, start, end, at: now }];
}

/** Refusals: `not-here`, those of `changeRefusal`, `too-long`. One that is cancelled stays so. */
function cancelMeeting(
  state: CircleState,
  { meeting, note, begun = [] }: CircleCommandOf<'cancel-meeting'>,
  now: Millis,
): CircleDecision {
  const planned = plannedWith(state, meeting);
  if (!planned) return refuse('not-here');
  if (planned.off?.why === 'cancelled') return [];
  // A date that a pause has put off can be cancelled for good.
  const changed = planned.off?.why === 'paused' ? null : changeRefusal(planned, begun, now);
  const wrong = firstRefusal(changed, excessLength(note) > 0 && 'too-long');
  if (wrong) return refuse(wrong);
  const said = isBlank(note)
    ? {}
    : ({ noted: true, words: { [circleSlots.meetingNote(meeting)]: note } } as const);
  return [
    { type: 'MeetingCancelled', meeting, at: now, ...said },
    ...overWith(state, meeting, now),
  ];
}

/** What has begun takes place, whatever the circle decided meanwhile on another node (RHY-3). */
function keepMeeting(
  state: CircleState,
  { meeting, start, end }: CircleCommandOf<'keep-meeting'>,
): CircleDecision {
  const planned = plannedWith(state, meeting);
  if (!planned) return refuse('not-here');
  if (isHeldAndOver(planned)) return [];
  const { off } = planned;
  if (!off && planned.start === start) return [];
  const erases = off?.noted ? { erases: [circleSlots.meetingNote(meeting)] } : {};
  return [{ type: 'MeetingKept', meeting, start, end, ...erases }];
}

export const scheduleRules: CircleRules<
  'schedule' | 'end-meeting' | 'move-meeting' | 'cancel-meeting' | 'keep-meeting'
> = {
  schedule: { may: organiserGuard, decide: (command, { state }) => schedule(state, command) },
  'end-meeting': {
    may: organiserGuard,
    decide: (command, { state, now }) => endMeeting(state, command, now),
  },
  'move-meeting': {
    may: organiserGuard,
    decide: (command, { state, now }) => moveMeeting(state, command, now),
  },
  'cancel-meeting': {
    may: organiserGuard,
    decide: (command, { state, now }) => cancelMeeting(state, command, now),
  },
  'keep-meeting': { may: systemGuard, decide: (command, { state }) => keepMeeting(state, command) },
};

const withMeetingEnded = (
  state: CircleState,
  { meeting, came = [], at = 0 }: Fact<Extract<PlanningEvent, { type: 'MeetingEnded' }>>,
): CircleState => ({
  ...state,
  meetings: state.meetings.map((each) =>
    each.meeting === meeting ? { ...each, ended: true } : each,
  ),
  members: withAttendance(withoutAnsweredIntentions(state.members), came, at),
});

export const scheduleEvolvers: CircleEvolvers<
  'MeetingScheduled' | 'MeetingEnded' | 'MeetingMoved' | 'MeetingCancelled' | 'MeetingKept'
> = {
  MeetingScheduled: (state, { meeting, start, end, date }) => ({
    ...state,
    meetings: [
      ...state.meetings,
      { meeting, start, end, ended: false, ...(date === undefined ? {} : { date }) },
    ],
  }),
  MeetingEnded: withMeetingEnded,
  MeetingMoved: (state, { meeting, start, end }) =>
    withPlanned(state, meeting, (planned) => ({ ...planned, start, end, moved: true })),
  MeetingCancelled: (state, { meeting, at, noted }) =>
    withPlanned(state, meeting, (planned) => ({
      ...planned,
      ended: true,
      off: { why: 'cancelled', at, ...(noted ? { noted } : {}) },
    })),
  MeetingKept(state, { meeting, start, end }) {
    const kept = withPlanned(state, meeting, ({ off: _, ...planned }) => ({
      ...planned,
      ...{ start, end, ended: false },
    }));
    // The circle ends with it after all, and not before.
    const isLast = kept.ending?.last === meeting;
    return isLast && kept.ending ? { ...kept, ending: { ...kept.ending, over: null } } : kept;
  },
};
