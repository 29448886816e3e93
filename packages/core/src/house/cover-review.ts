/**
 * Compares the answers about a circle with its plan (CVR-4): answers follow a meeting that was moved
 * or cancelled, and a meeting that is near and that nobody carries becomes an alert, until somebody
 * does. A node that dies before it loses nothing: the circle has a deadline, or the house a request.
 */
import { evolveEvents } from '../kernel.ts';
import { evolveByTable } from '../rule-table.ts';
import type { MeetingId, Millis } from '../vocabulary.ts';
import { raiseAlert, settleAlert } from './alert-rules.ts';
import { carersOf, countCarers, uncoveredLead } from './cover.ts';
import type { CoverEvent } from './cover-commands.ts';
import type { MeetingTime } from './cover-limits.ts';
import { dueCoverCauses } from './cover-missing.ts';
import { coverEvolvers } from './cover-rules.ts';
import type { CoverState } from './cover-state.ts';
import { type HouseCommandOf, type HouseDecision, type HouseRules, systemGuard } from './rule.ts';
import type { HouseState } from './state.ts';

const hour: Millis = 60 * 60_000;
/**
 * So long nobody is alerted of a meeting that nobody has answered yet: who plans one for tomorrow is
 * about to ask somebody.
 */
const newPlanGrace: Millis = hour;
/** From so long before the start a meeting is watched, so that its alert comes in time. */
export const coverWatchLead: Millis = uncoveredLead + newPlanGrace;

type Review = HouseCommandOf<'review-cover'>;

const evolve = evolveByTable<HouseState, CoverEvent>(coverEvolvers);

/** The plan has these at another time, or not at all. */
function replannedEvents(
  { meetings: answered }: CoverState,
  { circle, meetings }: Review,
  at: Millis,
): CoverEvent[] {
  const planned = new Map(meetings.map((each) => [each.meeting, each]));
  return [...answered].flatMap(([meeting, entry]): CoverEvent[] => {
    if (entry.circle !== circle || entry.end <= at) return [];
    const { start, end } = planned.get(meeting) ?? {};
    if (start === undefined || end === undefined) {
      return [{ type: 'CoverReplanned', meeting, time: null, at }];
    }
    const isSame = start === entry.start && end === entry.end;
    return isSame ? [] : [{ type: 'CoverReplanned', meeting, time: { start, end }, at }];
  });
}

/** Meetings that are near and that nobody carries. */
function uncoveredMeetings(
  state: HouseState,
  { circle, meetings, wanted, regular }: Review,
  now: Millis,
): Map<MeetingId, MeetingTime> {
  const near = meetings.filter(({ start }) => start > now && start - coverWatchLead <= now);
  const uncovered = near.filter(
    (each) => countCarers(carersOf(state, { ...each, circle, wanted, regular })) === 0,
  );
  return new Map(uncovered.map((each) => [each.meeting, each]));
}

/** At once where somebody said that they can't; else after a while, and not more than 48 h before. */
function alertTime({ cover }: HouseState, { meeting, start }: MeetingTime, now: Millis): Millis {
  const wasAsked = cover.meetings.has(meeting);
  return Math.max(start - uncoveredLead, wasAsked ? now : now + newPlanGrace);
}

function missingEvents(state: HouseState, command: Review, now: Millis): CoverEvent[] {
  const { circle } = command;
  const uncovered = uncoveredMeetings(state, command, now);
  const known = [...state.cover.missing].filter(([, each]) => each.circle === circle);
  const found = known
    .filter(([meeting, { start }]) => uncovered.get(meeting)?.start !== start)
    .map(([meeting]) => meeting);
  const missed = [...uncovered.values()].flatMap((each): CoverEvent[] => {
    const { meeting, start } = each;
    const before = state.cover.missing.get(meeting);
    const at = alertTime(state, each, now);
    // Who says that they can't ends the wait for somebody to be asked.
    const isKnown = before?.start === start && before.alertAt <= at;
    return isKnown ? [] : [{ type: 'CoverMissed', meeting, circle, start, alertAt: at }];
  });
  return [...found.map((meeting): CoverEvent => ({ type: 'CoverFound', meeting })), ...missed];
}

/** Alerts about meetings that somebody carries now, or that have begun without anybody. */
function settled(state: HouseState, { circle, meetings }: Review, now: Millis) {
  const begun = new Set(meetings.filter(({ start }) => start <= now).map((each) => each.meeting));
  return [...state.alerts.values()].flatMap((alert) => {
    const { kind, id, meeting } = alert;
    if (kind !== 'uncovered' || alert.circle !== circle || meeting === undefined) return [];
    const missing = state.cover.missing.get(meeting as MeetingId);
    if (missing?.alertAt === alert.since) return [];
    const how = begun.has(meeting as MeetingId) ? 'over' : 'met';
    return settleAlert(state, { alert: id, how }, now);
  });
}

function reviewCover(command: Review, state: HouseState, now: Millis): HouseDecision {
  const replanned = replannedEvents(state.cover, command, now);
  const followed = evolveEvents(evolve, state, replanned);
  const missing = missingEvents(followed, command, now);
  const after = evolveEvents(evolve, followed, missing);
  const raised = dueCoverCauses(after, now).flatMap((cause) => raiseAlert(after, cause, now));
  const { circle, review } = command;
  const isAsked = review !== null && state.cover.reviews.get(circle) === review;
  return [
    ...replanned,
    ...missing,
    ...settled(after, command, now),
    ...raised,
    ...(isAsked ? [{ type: 'CoverReviewed', circle, review } as const] : []),
  ];
}

export const coverReviewRules: HouseRules<'review-cover'> = {
  'review-cover': {
    may: systemGuard,
    decide: (command, { state, now }) => reviewCover(command, state, now),
  },
};
