/** What may be asked of a circle about when it meets, and what can have happened (RHY-1 to RHY-4). */
import type { EventShape } from '../kernel.ts';
import type { MeetingId, Millis, PersonId } from '../vocabulary.ts';
import type { LocalDate } from './civil-date.ts';
import type { OffReason } from './plan-state.ts';
import type { Rhythm } from './rhythm.ts';

/** A slot of the rhythm with the id of its meeting, which follows from circle and date. */
export interface PlannedSlot {
  readonly meeting: MeetingId;
  readonly date: LocalDate;
  readonly start: Millis;
}

/**
 * Meetings that have begun before their time, as far as the server knows: nothing changes them. For what
 * is not about one meeting, also those whose doors were opened before their time.
 */
interface BegunMeetings {
  readonly begun?: readonly MeetingId[];
}

interface MeetingTimes {
  readonly meeting: MeetingId;
  readonly start: Millis;
  readonly end: Millis;
}

export type PlanningCommand =
  /** Adds one by hand. */
  | (MeetingTimes & { readonly do: 'schedule' })
  /** `came`: who was in it. */
  | {
      readonly do: 'end-meeting';
      readonly meeting: MeetingId;
      readonly came?: readonly PersonId[];
    }
  /** `slots`: all from now to the horizon; `next`: the first one after them. */
  | (BegunMeetings & {
      readonly do: 'set-rhythm';
      readonly rule: Rhythm;
      readonly minutes: number;
      readonly slots: readonly PlannedSlot[];
      readonly next: Millis | null;
    })
  | (BegunMeetings & { readonly do: 'end-rhythm' })
  /** By the server: `slots` are all of this revision from `from` on, and before `next`. */
  | {
      readonly do: 'plan-ahead';
      readonly revision: number;
      readonly from: Millis;
      readonly slots: readonly PlannedSlot[];
      readonly next: Millis | null;
    }
  | (BegunMeetings & MeetingTimes & { readonly do: 'move-meeting' })
  /** `note`: a sentence that its members read; may be ''. */
  | (BegunMeetings & {
      readonly do: 'cancel-meeting';
      readonly meeting: MeetingId;
      readonly note: string;
    })
  /** By the server: it had begun when its plan was changed, so the plan follows it. */
  | (MeetingTimes & { readonly do: 'keep-meeting' })
  /** `until`: null until it is resumed. */
  | (BegunMeetings & { readonly do: 'pause'; readonly until: Millis | null })
  /** Ends the pause; where the circle ends, takes that back. */
  | (BegunMeetings & { readonly do: 'resume' })
  /** `last`: null for none but one that goes on. `text`: the closing text; may be ''. */
  | (BegunMeetings & {
      readonly do: 'end-circle';
      readonly last: MeetingId | null;
      readonly text: string;
    })
  | (BegunMeetings & { readonly do: 'take-back-end' })
  /** By the server: a pause or the circle is over, or the time of a sentence. */
  | { readonly do: 'plans-due' };

type PlanningEventOf<Type extends string, Facts> = EventShape & {
  readonly type: Type;
} & Readonly<Facts>;

export type PlanningEvent =
  /** `date`: by the rhythm. */
  | PlanningEventOf<'MeetingScheduled', MeetingTimes & { date?: LocalDate }>
  | PlanningEventOf<'MeetingEnded', { meeting: MeetingId; at?: Millis; came?: readonly PersonId[] }>
  | PlanningEventOf<'RhythmSet', { rule: Rhythm; minutes: number; next: Millis | null }>
  | PlanningEventOf<'RhythmEnded', { at: Millis }>
  | PlanningEventOf<'PlannedAhead', { next: Millis | null }>
  /** By a rhythm, a pause or the end of the circle. `off`: null when it takes place. */
  | PlanningEventOf<'MeetingReplanned', MeetingTimes & { off: OffReason | null; at: Millis }>
  /** By hand. */
  | PlanningEventOf<'MeetingMoved', MeetingTimes & { at: Millis }>
  | PlanningEventOf<'MeetingCancelled', { meeting: MeetingId; at: Millis; noted?: true }>
  | PlanningEventOf<'MeetingKept', MeetingTimes>
  | PlanningEventOf<'CirclePaused', { until: Millis | null; at: Millis }>
  | PlanningEventOf<'CircleResumed', { at: Millis }>
  | PlanningEventOf<'CircleEnding', { last: MeetingId | null; at: Millis }>
  | PlanningEventOf<'CircleEndTakenBack', { at: Millis }>
  | PlanningEventOf<'CircleOver', { at: Millis }>
  /** The time of these sentences is over. */
  | PlanningEventOf<'NotesForgotten', { meetings: readonly MeetingId[] }>;
