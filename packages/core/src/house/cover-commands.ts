/** What may be asked of the house about cover, and what can have happened (CVR-2, CVR-3). */
import type { CircleId, MeetingId, Millis, PersonId } from '../vocabulary.ts';
import type { CoveredMeeting, RegularMeeting } from './cover.ts';
import type { CarerLimits } from './cover-limits.ts';

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
  /** By the server: the plan has the meeting at another time; null: not at all. */
  | {
      readonly do: 'replan-cover';
      readonly meeting: MeetingId;
      readonly time: { readonly start: Millis; readonly end: Millis } | null;
    }
  /** By the server: the cover of this circle was looked at, on this request. */
  | { readonly do: 'confirm-cover-review'; readonly circle: CircleId; readonly review: number };

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
  | {
      readonly type: 'CoverReplanned';
      readonly meeting: MeetingId;
      readonly time: { readonly start: Millis; readonly end: Millis } | null;
      readonly at: Millis;
    }
  | {
      readonly type: 'CoverReviewed';
      readonly circle: CircleId;
      readonly review: number;
    };
