/**
 * How a rhythm, a pause or the end of the circle changes planned meetings: each gets a target, and an
 * event when it differs. What has begun, is over, or was cancelled by hand is never changed so.
 */
import type { MeetingId, Millis } from '../vocabulary.ts';
import type { CirclePlan, OffReason, PlannedMeeting } from './plan-state.ts';
import { isHeldAndOver } from './plan-state.ts';
import type { PlanningEvent } from './planning-commands.ts';
import type { CircleEvolvers } from './rule.ts';
import type { CircleState } from './state.ts';

/** When a decision about plans is made, and what it leaves alone. */
export interface PlanningMoment {
  readonly now: Millis;
  readonly doorsLead: Millis;
  /** See `BegunMeetings`. */
  readonly begun: readonly MeetingId[];
}

export const planningMoment = (
  { settings }: Pick<CircleState, 'settings'>,
  { begun = [] }: { readonly begun?: readonly MeetingId[] },
  now: Millis,
): PlanningMoment => ({ now, doorsLead: settings.doorsLead, begun });

/** Its doors are open, or it has begun, and it is not over (RHY-3). */
export const isRunning = (
  { meeting, start, ended }: PlannedMeeting,
  { now, doorsLead, begun }: PlanningMoment,
): boolean => !ended && (start - doorsLead <= now || begun.includes(meeting));

/** A rhythm, a pause or the end of the circle may change it. */
export const isChangeable = (planned: PlannedMeeting, moment: PlanningMoment): boolean =>
  !isHeldAndOver(planned) && planned.off?.why !== 'cancelled' && !isRunning(planned, moment);

interface PlanTarget {
  readonly start: Millis;
  readonly end: Millis;
  /** Null: it takes place. */
  readonly off: OffReason | null;
}

/** The change that brings this meeting to its target; none when it is there. */
export function replanned(
  planned: PlannedMeeting,
  { start, end, off }: PlanTarget,
  at: Millis,
): PlanningEvent[] {
  const isSame =
    planned.start === start && planned.end === end && (planned.off?.why ?? null) === off;
  const { meeting } = planned;
  return isSame ? [] : [{ type: 'MeetingReplanned', meeting, start, end, off, at }];
}

/** The same times, on or off. */
export const switched = (
  planned: PlannedMeeting,
  off: OffReason | null,
  at: Millis,
): PlanningEvent[] => replanned(planned, { start: planned.start, end: planned.end, off }, at);

/** The state with one planned meeting changed; the change counts as its next revision. */
export const withPlanned = <State extends Pick<CirclePlan, 'meetings'>>(
  state: State,
  id: MeetingId,
  change: (planned: PlannedMeeting) => PlannedMeeting,
): State => ({
  ...state,
  meetings: state.meetings.map((each) =>
    each.meeting === id ? { ...change(each), revision: (each.revision ?? 0) + 1 } : each,
  ),
});

export const replanningEvolvers: CircleEvolvers<'MeetingReplanned'> = {
  MeetingReplanned: (state, { meeting, start, end, off, at }) =>
    withPlanned(state, meeting, ({ off: _, ...planned }) => ({
      ...planned,
      ...{ start, end, ended: off !== null },
      ...(off === null ? {} : { off: { why: off, at } }),
    })),
};
