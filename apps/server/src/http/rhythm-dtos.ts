/** When a circle meets, as HTTP says it: times in UTC, and what the clocks of its zone show. */
import {
  type CircleState,
  circleSlots,
  circleStatusAt,
  firstSlotsFrom,
  isListedMeeting,
  localTimeAt,
  type Millis,
  mayTakeBackEnd,
  type PlannedMeeting,
  plannedMeetingStatus,
  type Rhythm,
  type RhythmChanges,
  type RhythmSlot,
  rhythmProblems,
  type Words,
} from '@holdspace/core';
import type {
  CircleRhythmBody,
  MeetingBody,
  RhythmChangesBody,
  RhythmDate,
} from '@holdspace/protocol';
import type { rhythmBody } from '@holdspace/protocol/http';
import type { z } from 'zod';
import { coverageOf } from '../circles/coverage.ts';
import { zoneNameOf, zoneRules } from '../circles/zone-rules.ts';
import type { CircleLedger, HouseLedger } from '../ledger/ledgers.ts';
import { fieldError, withoutUndefined } from './http-errors.ts';

const minute: Millis = 60_000;
/** So many dates of a rhythm are shown. */
const datesShown = 5;

export const isoTime = (at: Millis): string => new Date(at).toISOString();

/**
 * The rhythm that a request has in its field `rhythm`. Throws an error for each part of it that cannot
 * be used, or when none of its dates begins after `now`.
 */
export function readRhythm(given: z.output<typeof rhythmBody>, now: Millis): Rhythm {
  const zone = zoneNameOf(given.zone) ?? given.zone;
  const rhythm: Rhythm = { ...withoutUndefined(given), zone };
  const problems = Object.entries(rhythmProblems(rhythm, zoneRules, now));
  if (problems.length === 0) return rhythm;
  throw fieldError(
    Object.fromEntries(problems.map(([field, sentence]) => [`rhythm.${field}`, sentence])),
  );
}

/** Dates in order, each with the clock change that lies between the one before and it. */
function toRhythmDates(
  slots: readonly RhythmSlot[],
  { zone }: Rhythm,
  minutes: number,
): RhythmDate[] {
  let before: Millis | null = null;
  return slots.map(({ start, adjusted }) => {
    const offset = zoneRules.offsetOf(start, zone);
    const change = before === null ? 0 : (offset - before) / minute;
    before = offset;
    return {
      start: isoTime(start),
      end: isoTime(start + minutes * minute),
      local: localTimeAt(start, zone, zoneRules),
      ...(adjusted === null ? {} : { adjusted }),
      ...(change === 0 ? {} : { clockChange: change }),
    };
  });
}

/** The next dates of a rhythm after `now`, whatever became of their meetings. */
export const nextRhythmDates = (rhythm: Rhythm, minutes: number, now: Millis): RhythmDate[] =>
  toRhythmDates(firstSlotsFrom(rhythm, zoneRules, now + 1, datesShown), rhythm, minutes);

/** `rhythm`: the one that is set, or would be; null: it ends, or would. */
export function toRhythmChanges(
  { changed, added, kept }: RhythmChanges,
  rhythm: { readonly rule: Rhythm; readonly minutes: number } | null,
  now: Millis,
): RhythmChangesBody {
  return {
    changes: changed.map(({ planned, start }) => ({
      id: planned.meeting,
      was: isoTime(planned.start),
      start: start === null ? null : isoTime(start),
    })),
    added: rhythm
      ? added.map(({ start }) => ({
          start: isoTime(start),
          end: isoTime(start + rhythm.minutes * minute),
          local: localTimeAt(start, rhythm.rule.zone, zoneRules),
        }))
      : [],
    kept: kept.map(({ planned, why }) => ({
      id: planned.meeting,
      start: isoTime(planned.start),
      why,
    })),
    next: rhythm ? nextRhythmDates(rhythm.rule, rhythm.minutes, now) : [],
  };
}

const toRhythmBody = (rule: Rhythm): z.output<typeof rhythmBody> =>
  rule.every === 'week' ? { ...rule, on: [...rule.on] } : { ...rule, on: { ...rule.on } };

/** The dates of its rhythm on which a circle can still meet, if no pause leaves them out. */
function datesToCome(state: CircleState, now: Millis): RhythmDate[] {
  const { rhythm, ending, meetings } = state;
  if (rhythm === null) return [];
  const next = nextRhythmDates(rhythm.rule, rhythm.minutes, now);
  if (ending === null) return next;
  const last = meetings.find(({ meeting }) => meeting === ending.last);
  if (!last || circleStatusAt(state, now) === 'ended') return [];
  return next.filter(({ start }) => Date.parse(start) <= last.start);
}

export function toCircleRhythm(state: CircleState, words: Words, now: Millis): CircleRhythmBody {
  const { rhythm, pause, ending } = state;
  const status = circleStatusAt(state, now);
  const closing = words.get(circleSlots.closing);
  const until = pause?.until ?? null;
  return {
    rhythm: rhythm && toRhythmBody(rhythm.rule),
    minutes: rhythm?.minutes ?? null,
    zone: rhythm?.rule.zone ?? null,
    state: status,
    ...(status === 'paused' ? { pausedUntil: until === null ? null : isoTime(until) } : {}),
    ...(ending ? { last: ending.last } : {}),
    ...(ending && closing !== undefined ? { closing } : {}),
    canResume: status === 'paused' || mayTakeBackEnd(state, now),
    next: datesToCome(state, now),
  };
}

/** What is known of meetings beside the ledger of their circle. */
export interface MeetingListFacts {
  readonly now: Millis;
  readonly house: HouseLedger;
  /** Those that go on or have opened their doors, by their own ledgers. */
  readonly begun: readonly string[];
}

/** Nobody carries what does not take place. */
function coverOf(house: HouseLedger, circle: CircleLedger, planned: PlannedMeeting) {
  const { covered, wanted } = coverageOf(house, circle, planned);
  return { covered: planned.off ? 0 : covered, wanted };
}

export function toMeetingBody(
  circle: CircleLedger,
  planned: PlannedMeeting,
  { now, house, begun }: MeetingListFacts,
): MeetingBody {
  const { rhythm, settings } = circle.state;
  const { meeting, start, end, date, off } = planned;
  const zone = rhythm?.rule.zone ?? null;
  const local = zone === null ? null : localTimeAt(start, zone, zoneRules);
  const note = circle.words.get(circleSlots.meetingNote(meeting));
  return {
    id: meeting,
    start: isoTime(start),
    end: isoTime(end),
    local,
    zone,
    state: plannedMeetingStatus(planned, {
      doorsLead: settings.doorsLead,
      ...{ now, isUnderWay: begun.includes(meeting) },
    }),
    ...coverOf(house, circle, planned),
    ...(date === undefined || local?.startsWith(date) ? {} : { date }),
    ...(off?.why === 'cancelled' || off?.why === 'paused' ? { why: off.why } : {}),
    ...(off && note !== undefined ? { note } : {}),
  };
}

/** In the order of their start. */
export const listedMeetings = ({ meetings }: CircleState): PlannedMeeting[] =>
  meetings.filter(isListedMeeting).sort((a, b) => a.start - b.start);
