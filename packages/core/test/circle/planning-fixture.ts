/** A circle that meets every week at one time of day, in a zone without clock changes. */
import {
  type CircleState,
  type CircleStatus,
  circle,
  circleStatusAt,
  type MeetingId,
  nextSlotFrom,
  type PlannedMeeting,
  type PlannedSlot,
  planAheadDueAt,
  planAheadEnd,
  planningHorizon,
  type Rhythm,
  slotsOf,
  type Weekday,
  type ZoneRules,
} from '@holdspace/core';
import { hour, type OpenCircle } from '../fixtures/open-circle.ts';

export const day = 24 * hour;
export const week = 7 * day;

/** UTC alone. */
export const utc: ZoneRules = {
  instantOf: (date, at) => ({ at: Date.parse(`${date}T${at}Z`), adjusted: null }),
  dateOf: (at) => new Date(at).toISOString().slice(0, 10),
  offsetOf: () => 0,
  isZone: (zone) => zone === 'UTC',
};

export const weekly = (on: readonly Weekday[] = ['th'], at = '19:00'): Rhythm => ({
  ...{ every: 'week', interval: 1, on, at, zone: 'UTC', from: '1970-01-01' },
});

/** As the server derives it: from circle and date. */
export const idOf = (date: string): MeetingId => `g_${date}` as MeetingId;

export function slotsBetween(
  rule: Rhythm,
  from: number,
  to: number,
): { slots: PlannedSlot[]; next: number | null } {
  const slots = slotsOf(rule, utc, from, to);
  return {
    slots: slots.map(({ date, start }) => ({ meeting: idOf(date), date, start })),
    next: nextSlotFrom(rule, utc, to)?.start ?? null,
  };
}

export const setRhythm = (open: OpenCircle, rule: Rhythm = weekly(), minutes = 60) =>
  open.when({
    do: 'set-rhythm',
    ...{ rule, minutes },
    ...slotsBetween(rule, open.now, open.now + planningHorizon + 1),
  });

/** What a node does that finds something due: `asOf` is what it knew of the circle. */
export function planAheadCommand(asOf: CircleState, now: number) {
  const due = planAheadDueAt(asOf);
  const { rhythm } = asOf;
  if (rhythm === null || rhythm.next === null || due === null || due > now) return null;
  const { rule, revision, next: from } = rhythm;
  const ahead = slotsBetween(rule, Math.max(from, now), planAheadEnd(asOf, utc, now));
  return { do: 'plan-ahead', revision, from, ...ahead } as const;
}

export const planAhead = (open: OpenCircle) => {
  const command = planAheadCommand(open.state, open.now);
  return command ? open.when(command) : [];
};

export const meetingOf = (open: OpenCircle, id: MeetingId): PlannedMeeting | undefined =>
  open.state.meetings.find(({ meeting }) => meeting === id);

/** Meetings to come that take place, as dates. */
export const comingDates = (open: OpenCircle): string[] =>
  open.state.meetings
    .filter(({ ended, start }) => !ended && start > open.now)
    .sort((a, b) => a.start - b.start)
    .map(({ start }) => new Date(start).toISOString().slice(0, 10));

export const statusOf = (open: OpenCircle): CircleStatus => circleStatusAt(open.state, open.now);

/** The first Thursdays of 1970. */
export const [first, second, third] = ['1970-01-01', '1970-01-08', '1970-01-15'] as const;
export const at = (date: string, time = '19:00'): number => Date.parse(`${date}T${time}Z`);

export const cancel = (open: OpenCircle, meeting: MeetingId, note = '') =>
  open.when({ do: 'cancel-meeting', meeting, note });
export const move = (open: OpenCircle, meeting: MeetingId, start: number, end = start + hour) =>
  open.when({ do: 'move-meeting', meeting, start, end });

/** What the server does whenever something is due. */
export function applyDeadlines(open: OpenCircle): void {
  for (let n = 0; n < 4; n++) {
    for (const { at: due, command } of circle.deadlines(open.state)) {
      if (due <= open.now) open.when(command);
    }
    planAhead(open);
  }
}

export function waitUntil(open: OpenCircle, time: number): void {
  open.now = time;
  applyDeadlines(open);
}
