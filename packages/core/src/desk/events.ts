/** Everything that can have happened at a desk, by concept. Facts stay, words can go. */

import type { Receipt, RestrictionEnd } from '../desk-items.ts';
import type { EventShape, Slot } from '../kernel.ts';
import type {
  HelpKind,
  MeetingId,
  MessageId,
  Millis,
  PersonId,
  Reason,
  ReceiptId,
  ReportId,
  ReportState,
  ThreadId,
} from '../vocabulary.ts';
import type { IncidentKind } from './commands.ts';

type DeskEventOf<Type extends string, Facts> = EventShape & {
  readonly type: Type;
} & Readonly<Facts>;

/** One more text in a thread; 0 opens it. The words lie in the slot of this place. */
export interface ThreadEntryFields {
  readonly thread: ThreadId;
  readonly by: PersonId;
  readonly at: Millis;
  readonly entry: number;
  /** Of the text, as it travels; absent in ledgers from before it was counted (DSK-9). */
  readonly bytes?: number;
}

type ThreadEvent =
  | DeskEventOf<'NoteWritten', ThreadEntryFields>
  | DeskEventOf<'HelpAsked', ThreadEntryFields & { help: HelpKind }>
  | DeskEventOf<'AppealMade', ThreadEntryFields & { receipt: ReceiptId }>
  | DeskEventOf<'ThreadSeen', { thread: ThreadId; by: PersonId }>
  | DeskEventOf<'AnswerBegun', { thread: ThreadId; by: PersonId; at: Millis }>
  /** The answerer stopped writing: the thread is seen, not answered. */
  | DeskEventOf<'AnswerLeft', { thread: ThreadId }>
  /**
   * `open`: the thread stays open until `ThreadClosed`. Absent in ledgers from before DSK-7,
   * where the answer closed a call for help.
   */
  | DeskEventOf<'ThreadAnswered', ThreadEntryFields & { organiser?: true; open?: true }>
  /** On purpose, with or without a sentence to the person; it has its place among the entries. */
  | DeskEventOf<'ThreadClosed', ThreadEntryFields & { organiser?: true }>
  | DeskEventOf<'HelpAlerted', { thread: ThreadId; at: Millis }>
  | DeskEventOf<'HelpUnseen', { thread: ThreadId }>;

type ReportEvent =
  | DeskEventOf<
      'ReportFiled',
      {
        report: ReportId;
        /** For telling them how it goes; in no view (DSK-4). */
        by: PersonId;
        about: PersonId;
        message: MessageId | null;
        to: 'facilitators' | 'organisers';
        at: Millis;
        bytes?: number;
      }
    >
  | DeskEventOf<'ReportSet', { report: ReportId; state: ReportState; by: PersonId; at: Millis }>;

export type DeskEvent =
  | DeskEventOf<'DeskOpened', { helpAlert: Millis; helpPlain: Millis; deskRetention: Millis }>
  | ThreadEvent
  | ReportEvent
  | DeskEventOf<
      'BackChannelWritten',
      /** `debrief`: the meeting it looks back at; null when there was none. */
      { entry: number; by: PersonId; at: Millis; bytes?: number; debrief?: MeetingId | null }
    >
  | DeskEventOf<
      'ReceiptFiled',
      {
        receipt: ReceiptId;
        person: PersonId;
        kind: Receipt['kind'];
        reason: Reason;
        until?: RestrictionEnd;
        by: PersonId;
        at: Millis;
        /** Who asked for it first, where two people were needed. */
        asked?: PersonId;
      }
    >
  | DeskEventOf<'IncidentFiled', { what: IncidentKind; meeting: MeetingId; at: Millis }>
  /** Without its author, and of the moment, which could tell the author, only when its hour ended. */
  | DeskEventOf<'FeedbackGiven', { feedback: string; meeting: MeetingId | null; hour: Millis }>
  /** What waited outside the chain is in it now, or was before. */
  | DeskEventOf<'FeedbackCollected', { takes: readonly string[] }>
  | DeskEventOf<'DebriefJoined', { meeting: MeetingId; staff: PersonId; at: Millis }>
  | DeskEventOf<'DebriefWritten', { meeting: MeetingId; entry: number; by: PersonId; at: Millis }>
  /** The house has this report (ALR-1). */
  | DeskEventOf<'AlertsTold', { alerts: readonly string[] }>
  /** Their time is over (PRV-1). `of`: what the slots of these words begin with. */
  | DeskEventOf<'DeskWordsErased', { of: readonly Slot[] }>
  /** A person was forgotten (PRV-11): their words and name, and what was written to them. */
  | DeskEventOf<'DeskForgotten', { person: PersonId; of: readonly Slot[] }>
  /** A person erased what they had written (PRV-4). */
  | DeskEventOf<'DeskMineErased', { person: PersonId; of: readonly Slot[] }>;
