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
} from './vocabulary.ts';

/** Epoch ms, the rest of the meeting, or `null`: until lifted. */
export type RestrictionEnd = Millis | 'meeting' | null;

export interface Receipt {
  readonly id: ReceiptId;
  readonly kind:
    | 'nudge'
    | 'warn'
    | 'mute'
    | 'remove'
    | 'exclude'
    | 'exclude-everywhere'
    | 'redact'
    | 'turn-away'
    | 'stop';
  readonly at: Millis;
  readonly reason: Reason;
  readonly note: string;
  readonly until?: RestrictionEnd;
}

/** One act of moderation as those read it who carry the circle (VOI-8). Names can be erased: ''. */
export interface ModerationEntry extends Receipt {
  readonly by: PersonId;
  readonly byName: string;
  readonly to: PersonId;
  readonly toName: string;
  /** Where two people were needed: who asked first, and their sentence (VOI-1). */
  readonly asked?: { readonly by: PersonId; readonly name: string; readonly note: string };
}

/** `answered` is open still; `closed` is what a facilitator did on purpose (DSK-7). */
export type ThreadState = 'sent' | 'seen' | 'answering' | 'answered' | 'unseen' | 'closed';

export interface Thread {
  readonly id: ThreadId;
  readonly kind: 'note' | 'help' | 'appeal';
  readonly by: PersonId;
  /** What the writer was called then: also at the threshold, or after having been removed. */
  readonly name: string;
  readonly state: ThreadState;
  /** Help only: the most urgent thing that was asked in this thread. */
  readonly help?: HelpKind;
  /** Appeals only: what is appealed against. */
  readonly receipt?: Receipt;
  readonly entries: readonly {
    readonly by: PersonId;
    readonly at: Millis;
    /** '' when a person asked for help without words. */
    readonly text: string;
    /** Answered by an organiser, who is not among the people of the circle. */
    readonly organiser?: true;
    /** What a facilitator who answered was called then: they need not be in the meeting. */
    readonly name?: string;
    /** With this the thread was closed; its text is '' when nothing was written to the person. */
    readonly closes?: true;
  }[];
}

/** Words of a message, with what stood in front of them. */
export interface Quote {
  readonly text: string;
  /** A content note. */
  readonly note?: string;
}

/** Who reported is in no view (DSK-4). */
export interface Report {
  readonly id: ReportId;
  readonly about: PersonId;
  /** What the person it is about was called then. */
  readonly name: string;
  /** Null when it is about the person as such. */
  readonly message: MessageId | null;
  readonly at: Millis;
  readonly state: ReportState;
  readonly text: string;
  readonly outcome?: string;
  /** The message as it was when it was reported; to those alone who decide about it (TXT-4). */
  readonly quote?: Quote;
}

export interface BackChannelEntry {
  readonly id: string;
  readonly by: PersonId;
  readonly name: string;
  readonly at: Millis;
  readonly text: string;
  /** A look back, at this meeting; null when there was none. */
  readonly debrief?: MeetingId | null;
}

/** The lists of the desk that travel page by page. */
export const deskListNames = ['threads', 'reports', 'backChannel', 'record'] as const;
export type DeskListName = (typeof deskListNames)[number];

export interface FacilitatorDesk {
  readonly threads: readonly Thread[];
  readonly reports: readonly Report[];
  /** What facilitators say among themselves (DSK-3). */
  readonly backChannel: readonly BackChannelEntry[];
  /** Calls for help that nobody has seen for too long (DSK-2). */
  readonly alerts: readonly ThreadId[];
  /** Every act of moderation in this circle, in order (VOI-8). */
  readonly record: readonly ModerationEntry[];
  /** Lists that have older items than are here; absent when none has. */
  readonly more?: readonly DeskListName[];
}

/** How a list differs from what was told of it. Nothing that stays the same travels. */
export interface ListChange<Item, Put = { readonly item: Item; readonly before?: string }> {
  /** In the place of the one with this id; else before another one that was there; else last. */
  readonly put: readonly Put[];
  /** Ids of those that are gone; one that is put as well has moved. */
  readonly gone?: readonly string[];
}

/** `from`: so many of its entries stay as they are, those that are here come after them. */
export type ThreadChange = ListChange<
  Thread,
  { readonly item: Thread; readonly before?: string; readonly from?: number }
>;

export interface DeskChange {
  readonly threads?: ThreadChange;
  readonly reports?: ListChange<Report>;
  readonly backChannel?: ListChange<BackChannelEntry>;
  readonly record?: ListChange<ModerationEntry>;
  readonly alerts?: readonly ThreadId[];
  /** Empty when no list has older items any more. */
  readonly more?: readonly DeskListName[];
}

/** What of one's own part of the desk differs. */
export interface OwnDeskChange {
  readonly threads?: ThreadChange;
  readonly reports?: ListChange<Report>;
  readonly receipts?: ListChange<Receipt>;
}
