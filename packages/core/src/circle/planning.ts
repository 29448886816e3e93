/**
 * The rhythm of a circle as plans (RHY-1, RHY-3). The server computes the slots; here is decided which
 * of them become meetings, and which planned meetings follow a new rhythm. A meeting is the one of its
 * date: when the date comes back, so does the meeting.
 */
import { refuse } from '../kernel.ts';
import type { MeetingId, Millis } from '../vocabulary.ts';
import type { CirclePlan, PlannedMeeting } from './plan-state.ts';
import { hasCircleEnded, isInPause, isPlannedByHand, planningHorizon } from './plan-state.ts';
import type { PlannedSlot, PlanningEvent } from './planning-commands.ts';
import {
  isChangeable,
  isRunning,
  type PlanningMoment,
  planningMoment,
  replanned,
  switched,
} from './replanning.ts';
import { nextSlotFrom, type ZoneRules } from './rhythm.ts';
import {
  type CircleCommandOf,
  type CircleDecision,
  type CircleEvolvers,
  type CircleRules,
  organiserGuard,
  systemGuard,
} from './rule.ts';
import type { CircleState } from './state.ts';

const minute: Millis = 60_000;

/** The longest meeting of a rhythm, in minutes. */
export const maxMeetingMinutes = 24 * 60;

/** What a rhythm is to make of the plan, up to the horizon. */
export type RhythmPlan = Pick<CircleCommandOf<'set-rhythm'>, 'minutes' | 'slots' | 'begun'>;

export interface RhythmChanges {
  /** Meetings to come that get another time or length; `start` null: that do not take place any more. */
  readonly changed: readonly { readonly planned: PlannedMeeting; readonly start: Millis | null }[];
  /** Slots without a meeting so far, and dates that were off and come back, by their start. */
  readonly added: readonly PlannedSlot[];
  /** Meetings to come, or under way, that stay as they are though the rhythm says something else. */
  readonly kept: readonly {
    readonly planned: PlannedMeeting;
    readonly why: 'moved' | 'cancelled' | 'added' | 'running';
  }[];
}

const keptReason = (
  planned: PlannedMeeting,
  moment: PlanningMoment,
): RhythmChanges['kept'][number]['why'] => {
  if (planned.off?.why === 'cancelled') return 'cancelled';
  if (isRunning(planned, moment)) return 'running';
  return planned.moved ? 'moved' : 'added';
};

/** Meetings to come that a change of the rhythm leaves alone (RHY-3). */
function keptMeetings({ meetings }: CirclePlan, moment: PlanningMoment): RhythmChanges['kept'] {
  return meetings.flatMap((planned) => {
    const isOver = planned.ended && planned.off?.why !== 'cancelled';
    if (isOver || planned.end <= moment.now) return [];
    if (!isPlannedByHand(planned) && !isRunning(planned, moment)) return [];
    return [{ planned, why: keptReason(planned, moment) }];
  });
}

/** The events that a rhythm leads to; its own first one is not among them. */
function eventsOfSlots(
  state: CircleState,
  { minutes, slots }: RhythmPlan,
  moment: PlanningMoment,
): PlanningEvent[] {
  const { now } = moment;
  const bySlot = new Map(slots.filter(({ start }) => start > now).map((each) => [each.date, each]));
  const changed = state.meetings.flatMap((planned) => {
    if (isPlannedByHand(planned) || !isChangeable(planned, moment)) return [];
    const slot = bySlot.get(planned.date ?? '');
    if (slot) {
      const off = isInPause(state, slot.start) ? 'paused' : null;
      return replanned(planned, { ...timesOf(slot, minutes), off }, now);
    }
    return planned.off?.why === 'rhythm' || planned.start <= now
      ? []
      : switched(planned, 'rhythm', now);
  });
  const added = newSlots(state, slots, now).map(
    (slot): PlanningEvent => ({
      type: 'MeetingScheduled',
      ...timesOf(slot, minutes),
      date: slot.date,
    }),
  );
  return [...changed, ...added];
}

const timesOf = ({ meeting, start }: PlannedSlot, minutes: number) => ({
  meeting,
  start,
  end: start + minutes * minute,
});

/** Slots to come that no meeting stands for and no pause leaves out. */
function newSlots(
  state: CirclePlan,
  slots: readonly PlannedSlot[],
  now: Millis,
): readonly PlannedSlot[] {
  const dates = new Set<string>();
  const ids = new Set<MeetingId>();
  for (const { date, meeting } of state.meetings) {
    if (date !== undefined) dates.add(date);
    ids.add(meeting);
  }
  return slots.filter(({ start, date, meeting }) => {
    if (start <= now || isInPause(state, start) || dates.has(date) || ids.has(meeting))
      return false;
    dates.add(date);
    ids.add(meeting);
    return true;
  });
}

/**
 * What `set-rhythm` would do to the meetings of this circle at `now` (RHY-3). With no slots: what
 * `end-rhythm` would.
 */
export function rhythmChanges(state: CircleState, plan: RhythmPlan, now: Millis): RhythmChanges {
  const moment = planningMoment(state, plan, now);
  const events = eventsOfSlots(state, plan, moment);
  const replans = events.flatMap((event) => {
    if (event.type !== 'MeetingReplanned') return [];
    const planned = state.meetings.find(({ meeting }) => meeting === event.meeting);
    return planned ? [{ planned, start: event.off === null ? event.start : null }] : [];
  });
  const back = replans.flatMap(({ planned: { meeting, date = '', off }, start }) =>
    off && start !== null ? [{ meeting, date, start }] : [],
  );
  const added = [...back, ...newSlots(state, plan.slots, now)];
  return {
    changed: replans.filter(({ planned }) => !planned.off),
    added: added.sort((a, b) => a.start - b.start),
    kept: keptMeetings(state, moment),
  };
}

/** Refusals: `closed` while the circle ends, `bad-order` for a length that no meeting has. */
function setRhythm(
  state: CircleState,
  command: CircleCommandOf<'set-rhythm'>,
  now: Millis,
): CircleDecision {
  if (state.ending) return refuse('closed');
  const { rule, minutes, next } = command;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > maxMeetingMinutes) {
    return refuse('bad-order');
  }
  const { rhythm } = state;
  const isSame = rhythm?.minutes === minutes && isSameRule(rhythm.rule, rule);
  return isSame
    ? []
    : [
        { type: 'RhythmSet', rule, minutes, next },
        ...eventsOfSlots(state, command, planningMoment(state, command, now)),
      ];
}

/** Rules are plain data; the order of their fields, and of days, means nothing. */
const isSameRule = (a: object, b: object): boolean => canonical(a) === canonical(b);

const canonical = (value: object): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    Array.isArray(each)
      ? [...each].sort()
      : typeof each === 'object' && each !== null
        ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
        : each,
  );

function endRhythm(
  state: CircleState,
  command: CircleCommandOf<'end-rhythm'>,
  now: Millis,
): CircleDecision {
  if (state.rhythm === null) return [];
  const plan = { minutes: 0, slots: [] };
  const moment = planningMoment(state, command, now);
  return [{ type: 'RhythmEnded', at: now }, ...eventsOfSlots(state, plan, moment)];
}

/**
 * Of the slots those become meetings that none stands for; a date that was off because of an earlier
 * rhythm comes back. A command for another rhythm, or with a gap before it, decides to nothing.
 */
function planAhead(
  state: CircleState,
  { revision, from, slots, next }: CircleCommandOf<'plan-ahead'>,
  now: Millis,
): CircleDecision {
  const { rhythm } = state;
  if (rhythm?.revision !== revision || rhythm.next === null || state.ending) return [];
  if (from > rhythm.next || (next !== null && next <= rhythm.next)) return [];
  const { minutes } = rhythm;
  const back = slots.flatMap((slot) => {
    const planned = state.meetings.find(({ date }) => date === slot.date);
    const returns = planned?.off?.why === 'rhythm' && !planned.moved && slot.start > now;
    const off = isInPause(state, slot.start) ? 'paused' : null;
    return returns ? replanned(planned, { ...timesOf(slot, minutes), off }, now) : [];
  });
  return [
    ...back,
    ...newSlots(state, slots, now).map(
      (slot) => ({ type: 'MeetingScheduled', ...timesOf(slot, minutes), date: slot.date }) as const,
    ),
    { type: 'PlannedAhead', next },
  ];
}

/**
 * When more meetings of the rhythm are to be planned (RHY-1); null: never, as it is now. Once the last
 * planned date begins, the next one exists, however far away it is.
 */
export function planAheadDueAt({ rhythm, pause, ending, meetings }: CirclePlan): Millis | null {
  if (rhythm === null || rhythm.next === null || ending) return null;
  // Nothing is planned in a pause without an end.
  if (pause && pause.until === null) return null;
  let last: Millis = 0;
  for (const { start, date, off } of meetings) {
    if (!off && date !== undefined && start < rhythm.next) last = Math.max(last, start);
  }
  return Math.min(last, rhythm.next - planningHorizon);
}

/** Planning ahead reaches to the horizon, or to the next date that takes place where that is later. */
export function planAheadEnd(
  { rhythm, pause }: Pick<CirclePlan, 'rhythm' | 'pause'>,
  zones: ZoneRules,
  now: Millis,
): Millis {
  const horizon = now + planningHorizon;
  if (rhythm === null || rhythm.next === null) return horizon + 1;
  const from = Math.max(rhythm.next, now + 1, pause?.until ?? 0);
  return Math.max(horizon, nextSlotFrom(rhythm.rule, zones, from)?.start ?? 0) + 1;
}

export const planningRules: CircleRules<'set-rhythm' | 'end-rhythm' | 'plan-ahead'> = {
  'set-rhythm': {
    may: organiserGuard,
    decide: (command, { state, now }) => setRhythm(state, command, now),
  },
  'end-rhythm': {
    may: organiserGuard,
    decide: (command, { state, now }) =>
      hasCircleEnded(state) ? refuse('closed') : endRhythm(state, command, now),
  },
  'plan-ahead': {
    may: systemGuard,
    decide: (command, { state, now }) => planAhead(state, command, now),
  },
};

export const planningEvolvers: CircleEvolvers<'RhythmSet' | 'RhythmEnded' | 'PlannedAhead'> = {
  RhythmSet(state, { rule, minutes, next }) {
    const revision = state.rhythmsSet + 1;
    return { ...state, rhythmsSet: revision, rhythm: { rule, minutes, revision, next } };
  },
  RhythmEnded: (state) => ({ ...state, rhythm: null }),
  PlannedAhead: (state, { next }) => ({
    ...state,
    rhythm: state.rhythm && { ...state.rhythm, next },
  }),
};

/** Slots that a pause or an end left out are planned again from here on. */
export const withPlanningFrom = (state: CircleState, at: Millis): CircleState => {
  const { rhythm } = state;
  if (rhythm === null) return state;
  const next = rhythm.next === null ? at : Math.min(rhythm.next, at);
  return { ...state, rhythm: { ...rhythm, next } };
};
