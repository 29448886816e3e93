/**
 * What may be asked of a desk: by people, with what only the server knows filled in, and by
 * the server itself.
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
  /** The words of the message, where it is about one that can still be read (TXT-4). */
  readonly quote?: Quote;
}

/** A person's command as the desk takes it. */
export type DeskRequest = (
  | Exclude<DeskCommand, { do: 'report' | 'feedback' | 'back-channel' }>
  | (Extract<DeskCommand, { do: 'report' }> & { readonly about: ReportSubject })
  | (Extract<DeskCommand, { do: 'feedback' | 'back-channel' }> & {
      readonly meeting: MeetingId | null;
    })
) & {
  /** No quota holds, as where the server's limits are off (DSK-9). */
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
  /** What a meeting asks once an act of moderation is durable there. */
  | {
      readonly do: 'file-receipt';
      /** Made by the meeting: filing the same receipt again changes nothing. */
      readonly receipt: ReceiptId;
      readonly person: PersonId;
      readonly kind: Receipt['kind'];
      readonly reason: Reason;
      readonly note: string;
      readonly until?: RestrictionEnd;
      /** Who acted; stands in the record and is not shown to the person. */
      readonly by: PersonId;
      readonly at: Millis;
      /** What the two were called then. */
      readonly names: { readonly person: string; readonly by: string };
      /** Where two people were needed: who asked first, and their sentence (VOI-1). */
      readonly asked?: { readonly by: PersonId; readonly name: string; readonly note: string };
    }
  /** A line for the organiser (FAC-5, FAC-6). */
  | {
      readonly do: 'file-incident';
      readonly what: IncidentKind;
      readonly meeting: MeetingId;
      readonly at: Millis;
    }
  /** What was given in hours that are over. */
  | { readonly do: 'collect-feedback'; readonly given: readonly PendingFeedback[] }
  /** What this person wrote at the desk: sent with their own `erase-mine` (PRV-4). */
  | { readonly do: 'erase-mine'; readonly person: PersonId }
  /** The circle has forgotten this person (PRV-11). */
  | { readonly do: 'forget'; readonly person: PersonId }
  /** `words-over` concerns no single thread. */
  | { readonly do: 'due'; readonly what: DeskDeadlineKind; readonly thread?: ThreadId };
