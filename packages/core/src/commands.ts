/**
 * What people may ask for. Names and fields are those of docs/spec.md; durations are
 * milliseconds here (the wire says `5m`). What the server itself asks for, when a
 * deadline is due or presence changed, is not in this list and cannot be sent by anyone.
 */
import type {
  Ask,
  FacilitatorPlace,
  HandsOrder,
  HelpKind,
  IntentionOutcome,
  MessageId,
  Millis,
  Mode,
  PersonId,
  Phase,
  Reason,
  ReceiptId,
  ReportId,
  ReportState,
  Seat,
  ThreadId,
  TurnId,
} from './vocabulary.ts';

/**
 * The state of the floor that a facilitator saw when they decided (`mine.floor`); the client
 * library fills it in. When another facilitator changed it since: `stale` (RND-18).
 */
interface Seen {
  readonly seen?: number;
}

/**
 * The turn that somebody answers or ends; the client library fills it in. When the floor is
 * theirs again, but for another turn: `stale`. A press that waited for a connection does
 * nothing to a turn that it was not meant for (TXT-5).
 */
interface OfTurn {
  readonly turn?: TurnId;
}

/** A person's command to a meeting. */
export type MeetingCommand =
  | { readonly do: 'join'; readonly seat: Seat; readonly firstTime?: boolean }
  | { readonly do: 'leave' }
  | { readonly do: 'step-out' }
  | { readonly do: 'come-back' }
  | { readonly do: 'set-seat'; readonly seat: Seat }
  | { readonly do: 'admit'; readonly who: PersonId | 'all' }
  | {
      readonly do: 'turn-away';
      /** One, several, or `all`: newcomers who wait and came by a shared link (LIM-2). */
      readonly who: PersonId | readonly PersonId[] | 'all';
      readonly reason: Reason;
      readonly note?: string;
    }
  | { readonly do: 'lock' }
  | { readonly do: 'unlock' }
  | { readonly do: 'open-doors' }
  | { readonly do: 'begin' }
  | { readonly do: 'set-phase'; readonly phase: Phase }
  | { readonly do: 'extend'; readonly minutes: number }
  | { readonly do: 'close' }
  | ({
      readonly do: 'set-floor';
      readonly mode: Mode;
      /** Open mode: one thought each so many seconds. */
      readonly slow?: number;
      /** Quiet mode: for so long; absent until resumed. */
      readonly seconds?: number;
      readonly order?: HandsOrder;
    } & Seen)
  | ({ readonly do: 'resume' } & Seen)
  | ({ readonly do: 'hold' } & Seen)
  | ({ readonly do: 'give-floor'; readonly who: PersonId } & Seen)
  | ({ readonly do: 'set-aside'; readonly who: PersonId } & Seen)
  | ({ readonly do: 'stop-turn'; readonly who: PersonId; readonly note: string } & Seen)
  | ({ readonly do: 'wait-longer'; readonly seconds: number } & Seen)
  | ({ readonly do: 'extend-offer'; readonly seconds: number } & Seen)
  | ({
      readonly do: 'start-round';
      readonly prompt: string;
      readonly order?: readonly PersonId[];
      readonly facilitator?: FacilitatorPlace;
    } & Seen)
  | ({ readonly do: 'end-round' } & Seen)
  | ({ readonly do: 'reorder'; readonly order: readonly PersonId[] } & Seen)
  | ({ readonly do: 'insert'; readonly who: PersonId } & Seen)
  | ({ readonly do: 'set-prompt'; readonly prompt: string } & Seen)
  | ({ readonly do: 'set-ask'; readonly ask: Ask } & OfTurn)
  | ({ readonly do: 'take' } & OfTurn)
  | ({ readonly do: 'pass' } & OfTurn)
  | ({ readonly do: 'later' } & OfTurn)
  | ({ readonly do: 'done' } & OfTurn)
  | ({ readonly do: 'yield' } & OfTurn)
  | { readonly do: 'raise-hand' }
  | { readonly do: 'lower-hand'; readonly who?: PersonId }
  | {
      readonly do: 'say';
      readonly text: string;
      /** Sets the ask of the turn it belongs to. */
      readonly ask?: Ask;
      /** A content note: what it is about, shown in front of the folded words. */
      readonly note?: string;
    }
  | { readonly do: 'take-back'; readonly message: MessageId }
  | {
      readonly do: 'resonate';
      readonly kind: string;
      readonly turn?: TurnId;
      readonly message?: MessageId;
    }
  | {
      readonly do: 'redact';
      readonly message: MessageId;
      readonly reason: Reason;
      readonly note: string;
    }
  | {
      readonly do: 'mute';
      readonly who: PersonId;
      /** Milliseconds, the rest of the meeting, or absent: until lifted. */
      readonly for?: Millis | 'meeting';
      readonly reason: Reason;
      readonly note: string;
      /** Also no resonance (VOI-4). */
      readonly resonance?: boolean;
    }
  | { readonly do: 'unmute'; readonly who: PersonId }
  | { readonly do: 'release'; readonly message: MessageId }
  | { readonly do: 'nudge'; readonly who: PersonId; readonly note: string }
  | { readonly do: 'warn'; readonly who: PersonId; readonly reason: Reason; readonly note: string }
  | {
      readonly do: 'exclude';
      readonly who: PersonId;
      /** Epoch ms; absent until lifted. */
      readonly until?: Millis;
      readonly reason: Reason;
      readonly note: string;
    }
  | {
      readonly do: 'exclude-everywhere';
      readonly who: PersonId;
      readonly reason: Reason;
      readonly note: string;
    }
  | { readonly do: 'hide'; readonly who: PersonId }
  | { readonly do: 'unhide'; readonly who: PersonId }
  | {
      readonly do: 'remove';
      readonly who: PersonId;
      readonly reason: Reason;
      readonly note: string;
    }
  | { readonly do: 'take-lead' }
  | { readonly do: 'hand-over'; readonly who: PersonId }
  | { readonly do: 'stand-in' }
  | { readonly do: 'erase-mine' };

/** Facilitators' commands about the floor: those that carry what was seen of it (RND-18). */
export type FloorCommandName = {
  [Name in MeetingCommand['do']]: 'seen' extends keyof Extract<MeetingCommand, { do: Name }>
    ? Name
    : never;
}[MeetingCommand['do']];

/** What somebody does with a turn of their own: commands that carry the turn (TXT-5). */
export type TurnCommandName = 'take' | 'pass' | 'later' | 'done' | 'yield' | 'set-ask';

export type ReportTarget = { readonly message: MessageId } | { readonly who: PersonId };

/** A person's command to the desk of a circle. */
export type DeskCommand =
  | { readonly do: 'ask-help'; readonly kind: HelpKind; readonly text?: string }
  | { readonly do: 'note'; readonly text: string }
  | { readonly do: 'appeal'; readonly receipt: ReceiptId; readonly text: string }
  | { readonly do: 'report'; readonly target: ReportTarget; readonly text: string }
  | { readonly do: 'feedback'; readonly text: string }
  | {
      readonly do: 'see';
      readonly thread: ThreadId;
      /** An answer is being written: said by opening the form, taken back by a plain `see`. */
      readonly answering?: boolean;
    }
  /** Of a facilitator to its person, or of its person in a thread of their own (DSK-7). */
  | { readonly do: 'answer'; readonly thread: ThreadId; readonly text: string }
  | {
      readonly do: 'close-thread';
      readonly thread: ThreadId;
      /** A sentence to the person; becomes part of the thread. */
      readonly note?: string;
    }
  | {
      readonly do: 'back-channel';
      readonly text: string;
      /** A look back at the meeting that is under way, or was last. */
      readonly debrief?: boolean;
    }
  | {
      readonly do: 'set-report';
      readonly report: ReportId;
      readonly state: ReportState;
      /** Read by the reporter; needed to close. */
      readonly outcome?: string;
    };

/** A person's command to the circle, about what is their own. */
export type OwnCommand =
  | { readonly do: 'intend'; readonly text: string }
  | { readonly do: 'intention'; readonly outcome: IntentionOutcome }
  /** Ends the membership and takes every word and the name with it (PRV-11). */
  | { readonly do: 'forget-me' };

/** `write-here` concerns the device, not a ledger (RND-16). */
export type DeviceCommand = { readonly do: 'write-here' };

/** Everything of one's own that can be read still, for oneself (PRV-4); it changes nothing. */
export type ExportCommand = { readonly do: 'export-mine' };

export type ClientCommand =
  | MeetingCommand
  | DeskCommand
  | OwnCommand
  | DeviceCommand
  | ExportCommand;
export type ClientCommandName = ClientCommand['do'];

export const deskCommandNames = [
  'ask-help',
  'note',
  'appeal',
  'report',
  'feedback',
  'see',
  'answer',
  'close-thread',
  'back-channel',
  'set-report',
] as const satisfies readonly DeskCommand['do'][];

export const ownCommandNames = [
  'intend',
  'intention',
  'forget-me',
] as const satisfies readonly OwnCommand['do'][];
