/** What may be asked of the house about cover, and what can have happened (CVR-2, CVR-3). */
import type { CircleId, MeetingId, Millis, PersonId } from '../vocabulary.ts';
import type { CoveredMeeting, RegularCarers, RegularMeeting } from './cover.ts';
import type { CarerLimits, MeetingTime } from './cover-limits.ts';
import type { MissingCover } from './cover-state.ts';

/** By this person alone. `own`: what they lead by default in all circles, around the meeting. */
interface CoverAnswer {
  readonly staff: PersonId;
  readonly asked: CoveredMeeting;
  readonly own: readonly RegularMeeting[];
}

export type CoverCommand =
  /** *I can't this time*; it needs no reason. */
  | (Omit<CoverAnswer, 'own'> & { readonly do: 'cant-cover' })
  /** *I can*: the first yes to a free place has it. */
  | (CoverAnswer & { readonly do: 'cover' })
  /** The answer of before, be it yes or no. */
  | (CoverAnswer & { readonly do: 'take-back-cover' })
  | (CarerLimits & { readonly do: 'set-cover-limits'; readonly staff: PersonId })
  /** Whether they carry the meetings of this circle by default. */
  | {
      readonly do: 'set-carrying';
      readonly staff: PersonId;
      readonly circle: CircleId;
      readonly onlyWhenAsked: boolean;
    }
  /** By the server: the plan of a circle, and who leads it, as they are now (CVR-4). */
  | {
      readonly do: 'review-cover';
      readonly circle: CircleId;
      /** The number of the request that this answers; null without one. */
      readonly review: number | null;
      /** All meetings that take place, or took place lately. */
      readonly meetings: readonly MeetingTime[];
      readonly wanted: number;
      readonly regular: RegularCarers;
    };

/** Each answer says when its meeting was to be. */
interface CoverFact {
  readonly meeting: MeetingId;
  readonly circle: CircleId;
  readonly start: Millis;
  readonly end: Millis;
  readonly staff: PersonId;
  readonly at: Millis;
}

export type CoverEvent =
  | ({ readonly type: 'CoverDeclined' } & CoverFact)
  | ({ readonly type: 'CoverGiven' } & CoverFact)
  | ({ readonly type: 'CoverAnswerTakenBack' } & CoverFact)
  | ({ readonly type: 'CoverLimitsSet'; readonly staff: PersonId } & CarerLimits)
  | {
      readonly type: 'CarryingSet';
      readonly staff: PersonId;
      readonly circle: CircleId;
      readonly onlyWhenAsked: boolean;
    }
  /** The plan has the meeting at another time; null: not at all. */
  | {
      readonly type: 'CoverReplanned';
      readonly meeting: MeetingId;
      readonly time: Pick<MeetingTime, 'start' | 'end'> | null;
      readonly at: Millis;
    }
  /** Nobody carries this meeting, which is near. */
  | ({ readonly type: 'CoverMissed'; readonly meeting: MeetingId } & MissingCover)
  /** Somebody does, or it has begun, or does not take place then. */
  | { readonly type: 'CoverFound'; readonly meeting: MeetingId }
  | {
      readonly type: 'CoverReviewed';
      readonly circle: CircleId;
      readonly review: number;
    };
