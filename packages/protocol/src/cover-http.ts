/**
 * HTTP bodies about who carries the meetings (CVR-1 to CVR-4). What somebody is offered, what they
 * answered, and what they set for themselves is in their own answers alone (CVR-3). Times are
 * ISO 8601 in UTC.
 */
import { maxHoursBetween, maxMeetingsAWeek } from '@holdspace/core';
import { z } from 'zod';
import { maxMeetingNoteLength } from './lengths.ts';
import { pageQuery } from './list-http.ts';

const instant = z.string().meta({ example: '2027-03-02T18:00:00Z' });
const circleId = z.string().min(1).max(64);

/** Counts and names, which all staff of a circle see. */
export const coverageBody = z.object({
  level: z.enum(['covered', 'half-covered', 'uncovered']),
  covered: z.number(),
  wanted: z.number(),
  /** Who carries it; those who lead the circle come first. */
  carriers: z.array(z.string()).readonly(),
});

/** A meeting of a circle that the author of the request looks after. */
export const ownMeeting = z.object({
  id: z.string(),
  circle: z.string(),
  /** Of the circle. */
  name: z.string(),
  start: instant,
  end: instant,
  /** What clocks show at the start in the zone of the circle; null, as `zone`, without a rhythm. */
  local: z.string().nullable(),
  zone: z.string().nullable(),
  state: z.enum(['planned', 'moved', 'cancelled', 'running']),
  cover: coverageBody,
  /**
   * How one stands to it. `regular`: one carries it, since one leads the circle; `yes`: since one
   * said so. `offered`: it has a place, and one may say yes. `lapsed`: one had said yes, and it was
   * moved since. `none`: it is covered, or one's own limits keep it from one.
   */
  own: z.enum(['regular', 'yes', 'cant', 'offered', 'lapsed', 'none']),
  /** What one may do now. `call-off`: postpone or cancel it, because nobody carries it. */
  may: z.array(z.enum(['cant', 'yes', 'take-back', 'call-off'])).readonly(),
  /** What keeps it from one, of one's own: another meeting then, one's rest, one's ceiling. */
  limit: z.enum(['overlap', 'rest', 'ceiling']).optional(),
});

/** `mine`: what one carries, or said that one can't; `offers`: what one is asked for. */
export const ownMeetingsQuery = pageQuery.extend({
  show: z.enum(['all', 'mine', 'offers']).default('all'),
});

export const coverAnswerRequest = z.strictObject({ answer: z.enum(['yes', 'cant']) });

const limits = {
  /** In any seven days; null: no ceiling. With 0 one is asked for nothing. */
  meetingsAWeek: z.number().int().min(0).max(maxMeetingsAWeek).nullable(),
  /** Hours from the end of one meeting to the start of the next; null: none. */
  hoursBetween: z.number().int().min(0).max(maxHoursBetween).nullable(),
};

export const ownCarrying = z.object({
  ...limits,
  /** Circles that one looks after. */
  circles: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** One came into it as its facilitator, and carries its meetings unless one says otherwise. */
      regular: z.boolean(),
      /** One carries there only what one said yes to. */
      onlyWhenAsked: z.boolean(),
    }),
  ),
  /** How many meetings one carries in the next seven days; nobody else learns it. */
  nextSevenDays: z.number(),
});

/** `onlyWhenAsked`: ids of circles; left out: as it was. */
export const carryingRequest = z.strictObject({
  ...limits,
  onlyWhenAsked: z.array(circleId).max(1000).optional(),
});

/**
 * Of a meeting that nobody carries, from three hours before its start on. `postpone`: to the next day
 * at the same local time; `cancel` with a sentence for its members.
 */
export const callOffRequest = z.discriminatedUnion(
  'how',
  [
    z.strictObject({ how: z.literal('postpone') }),
    z.strictObject({
      how: z.literal('cancel'),
      note: z.string().trim().min(1).max(maxMeetingNoteLength).optional(),
    }),
  ],
  { error: 'One of: postpone, cancel.' },
);
/** Its new start; null: it is cancelled. */
export const calledOff = z.object({ start: instant.nullable() });

export type CoverageBody = z.infer<typeof coverageBody>;
export type OwnMeeting = z.infer<typeof ownMeeting>;
export type OwnMeetingsQuery = Partial<z.output<typeof ownMeetingsQuery>>;
export type OwnCarrying = z.infer<typeof ownCarrying>;
export type CarryingRequest = z.input<typeof carryingRequest>;
export type CallOffRequest = z.input<typeof callOffRequest>;
export type CalledOff = z.infer<typeof calledOff>;
