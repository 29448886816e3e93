/**
 * The commands of a desk: those of people, completed by the server, and those of the server
 * itself.
 */
import type { DeskCommand } from '../commands/index.ts';
import type { Quote, Receipt, RestrictionEnd } from '../desk-items.ts';
import type {
  MeetingId,
  Millis,
  PersonId,
  Reason,
  ReceiptId,
  Role,
  ThreadId,
} from '../vocabulary.ts';
import type { PendingFeedback } from './feedback-and-incidents.ts';

/** The subject of a report: the person named in it, or the writer of the message. */
export interface ReportSubject {
  readonly person: PersonId;
  readonly name: string;
  /** `facilitator` also for a stand-in who has accepted. */
  readonly role: Role;
  /** The words of the reported message, when they can still be read (TXT-4). */
  readonly quote?: Quote;
}

/** A command of a person with the fields that the server completes. */
export type DeskRequest = (
  | Exclude<DeskCommand, { do: 'report' | 'feedback' | 'back-channel' }>
  | (Extract<DeskCommand, { do: 'report' }> & { readonly about: ReportSubject })
  | (Extract<DeskCommand, { do: 'feedback' | 'back-channel' }> & {
      readonly meeting: MeetingId | null;
    })
) & {
  /** Skips the quota, because the limits of the server are off (DSK-9). */
  readonly unlimited?: true;
};

export type IncidentKind = 'no-show' | 'abandoned';
export type DeskDeadlineKind = 'help-alert' | 'help-plain' | 'answer-lapses' | 'words-over';

export type DeskSystemCommand =
  /** The circle's settings for the desk; sent again when they change. */
  | {
      readonly do: 'open';
      readonly helpAlert: Millis;
      readonly helpPlain: Millis;
      readonly deskRetention: Millis;
    }
  /** The command that a meeting sends when a moderation act is durable there. */
  | {
      readonly do: 'file-receipt';
      /** The id from the meeting: filing the same receipt again changes nothing. */
      readonly receipt: ReceiptId;
      readonly person: PersonId;
      readonly kind: Receipt['kind'];
      readonly reason: Reason;
      readonly note: string;
      readonly until?: RestrictionEnd;
      /** The author of the act; the record shows it, the person does not see it. */
      readonly by: PersonId;
      readonly at: Millis;
      /** The names of both at that time. */
      readonly names: { readonly person: string; readonly by: string };
      /**
       * The person who asked first and their sentence, for an act that needs two people (VOI-1).
       */
      readonly asked?: { readonly by: PersonId; readonly name: string; readonly note: string };
    }
  /** A line for the organiser (FAC-5, FAC-6). */
  | {
      readonly do: 'file-incident';
      readonly what: IncidentKind;
      readonly meeting: MeetingId;
      readonly at: Millis;
    }
  /** Feedback of hours that are over. */
  | { readonly do: 'collect-feedback'; readonly given: readonly PendingFeedback[] }
  /**
   * Erases what this person wrote at the desk: sent with their own `erase-mine` (PRV-4). `staff`: their
   * identity in the house, by which they write in debriefs.
   */
  | { readonly do: 'erase-mine'; readonly person: PersonId; readonly staff?: PersonId }
  /** Erases what this member of the staff wrote in one debrief (CVR-5). */
  | { readonly do: 'erase-debrief'; readonly meeting: MeetingId; readonly staff: PersonId }
  /** The circle has forgotten this person (PRV-11). */
  | { readonly do: 'forget'; readonly person: PersonId }
  /** Somebody who carried this meeting, or on call, said yes to talking it over (CVR-5). */
  | { readonly do: 'join-debrief'; readonly meeting: MeetingId; readonly staff: PersonId }
  | {
      readonly do: 'write-debrief';
      readonly meeting: MeetingId;
      readonly staff: PersonId;
      readonly text: string;
    }
  /** The house has this report of alerts; see `reportKeys`. */
  | { readonly do: 'confirm-alerts'; readonly alerts: readonly string[] }
  /** `words-over` concerns no single thread. */
  | { readonly do: 'due'; readonly what: DeskDeadlineKind; readonly thread?: ThreadId };
