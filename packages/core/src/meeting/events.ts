/** Everything that can have happened in a meeting, by concept. Facts stay, words can go. */
import type { FactShape, Slot } from '../kernel.ts';
import type { CircleSettings } from '../settings.ts';
import type {
  Ask,
  CircleId,
  HandsOrder,
  MeetingId,
  MessageId,
  Millis,
  Mode,
  PersonId,
  Phase,
  Reason,
  ReceiptId,
  Role,
  RoundId,
  Seat,
  TurnId,
} from '../vocabulary.ts';
import type { Place } from './state.ts';

type Event<Type extends string, Facts = unknown> = Facts &
  Pick<FactShape, 'erases' | 'wordsUntil'> & {
    readonly type: Type;
    readonly words?: Readonly<Record<Slot, string>>;
  };

/** What the person it concerns is told, filed on the desk (VOI-3, VOI-8). */
export interface Receipted {
  readonly by: PersonId;
  readonly reason: Reason;
  readonly receipt: ReceiptId;
  readonly note: Slot;
  readonly at: Millis;
}

type PhaseEvent =
  | Event<
      'MeetingScheduled',
      {
        readonly circle: CircleId;
        readonly meeting: MeetingId;
        readonly start: Millis;
        readonly end: Millis;
        readonly settings: CircleSettings;
      }
    >
  | Event<'PhaseChanged', { readonly phase: Phase; readonly at: Millis }>
  | Event<'EndReached'>
  | Event<'MeetingExtended', { readonly end: Millis }>
  | Event<'ClosingPrompted'>
  | Event<'Abandoned', { readonly at: Millis }>;

type LeadEvent =
  | Event<'LeadTaken', { readonly person: PersonId }>
  /** The lead is gone; after the grace it passes to a co-facilitator who is there (FAC-1). */
  | Event<'LeadAway', { readonly since: Millis }>
  | Event<'LeadGraceOver'>
  | Event<'LeadBack'>
  | Event<'LeadPassed', { readonly person: PersonId; readonly from: PersonId }>
  /** No facilitator is there (FAC-2). */
  | Event<'Unattended', { readonly since: Millis }>
  | Event<'UnattendedGraceOver', { readonly at: Millis }>
  /** `finished`: the piece waited for them. */
  | Event<'Attended', { readonly finished?: true }>
  | Event<'StoodIn', { readonly person: PersonId }>
  /** A facilitator was removed as such: here they take part from now on (KEY-4). */
  | Event<'RoleEnded', { readonly person: PersonId }>
  | Event<'NoShow', { readonly at: Millis }>;

type AttendanceEvent =
  | Event<
      'AskedIn',
      {
        readonly person: PersonId;
        readonly role: Role;
        readonly seat: Seat;
        readonly known: boolean;
        readonly firstTime: boolean;
        readonly at: Millis;
        /** A newcomer who came by a link for several people (LIM-2). */
        readonly shared?: true;
        /** Was in before, and no message of theirs has reached the circle yet (VOI-10). */
        readonly newcomer?: true;
        /** How many people have joined by the link of this person (VOI-11). */
        readonly came?: number;
        /** The name can be taken for somebody else's (VOI-11). */
        readonly likeness?: true;
        /** A mute that came along from an earlier meeting (VOI-2). */
        readonly mutedUntil?: Millis | null;
      }
    >
  | Event<'Admitted', { readonly person: PersonId }>
  | Event<'Entered', { readonly person: PersonId }>
  | Event<'TurnedAway', Receipted & { readonly person: PersonId }>
  | Event<'Removed', Receipted & { readonly person: PersonId }>
  | Event<'Left', { readonly person: PersonId }>
  | Event<'PersonForgotten', { readonly person: PersonId }>
  | Event<'SteppedOut', { readonly person: PersonId }>
  | Event<'CameBack', { readonly person: PersonId }>
  /** Who waits has lost every connection, or has one again (LIM-1). */
  | Event<'WaitingAway', { readonly person: PersonId; readonly since: Millis }>
  | Event<'WaitingBack', { readonly person: PersonId }>
  /** Gone for too long: they do not wait any more, and may ask again. */
  | Event<'WaitingEnded', { readonly person: PersonId }>
  /** Many newcomers asked in at once: no more of them until it is resumed (LIM-2). */
  | Event<'JoiningPaused', { readonly at: Millis }>
  | Event<'JoiningResumed', { readonly at: Millis }>
  | Event<'SeatSet', { readonly person: PersonId; readonly seat: Seat }>
  | Event<'LockSet', { readonly locked: boolean }>;

type FloorEvent =
  | Event<
      'FloorSet',
      {
        readonly mode: Mode;
        readonly slow: number | null;
        readonly handsOrder: HandsOrder;
        /** When it ends by itself; null when it does not. */
        readonly until: Millis | null;
        /** The responses to a turn are over: what waited for them goes on. */
        readonly answered?: true;
        readonly at: Millis;
      }
    >
  | Event<
      'ResponsesBegan',
      {
        readonly turn: TurnId;
        readonly to: PersonId;
        readonly ask: Ask;
        readonly until: Millis;
        readonly at: Millis;
      }
    >
  /** A facilitator changed the floor: what another had seen of it is stale (RND-18). */
  | Event<'FloorTouched', { readonly by: PersonId }>
  | Event<'HandRaised', { readonly person: PersonId }>
  | Event<'HandLowered', { readonly person: PersonId }>
  | Event<'HandsReordered', { readonly order: readonly PersonId[] }>;

/** `withdrawn` gives the place back at the front; `aside` and `later` put it off; the rest end it. */
export type TurnEnd = 'done' | 'passed' | 'later' | 'aside' | 'withdrawn' | 'yielded' | 'stopped';

type TurnEvent =
  | Event<
      'TurnOffered',
      {
        readonly turn: TurnId;
        readonly person: PersonId;
        readonly until: Millis | null;
        readonly at?: Millis;
      }
    >
  | Event<'TurnTaken', { readonly turn: TurnId; readonly person: PersonId; readonly at: Millis }>
  | Event<
      'TurnEnded',
      {
        readonly turn: TurnId;
        readonly person: PersonId;
        readonly how: TurnEnd;
        readonly at: Millis;
      }
    >
  | Event<'OfferExtended', { readonly turn: TurnId; readonly until: Millis }>
  /** No page of the person is in front, and then one is again; once for each offer (TRN-8). */
  | Event<'OfferHidden', { readonly turn: TurnId; readonly until: Millis }>
  | Event<'OfferShown', { readonly turn: TurnId; readonly until: Millis }>
  | Event<'OfferedAway', { readonly turn: TurnId; readonly since: Millis }>
  | Event<'OfferedBack', { readonly turn: TurnId; readonly until: Millis | null }>
  | Event<'TurnFrozen', { readonly turn: TurnId; readonly until: Millis; readonly at: Millis }>
  | Event<'TurnThawed', { readonly turn: TurnId; readonly at: Millis }>
  | Event<'AskSet', { readonly turn: TurnId; readonly ask: Ask }>
  /** A share of the soft length is over: a private note to the holder (TRN-5). */
  | Event<'TurnNoted', { readonly turn: TurnId; readonly share: 80 | 100 }>
  | Event<'TurnStopped', Receipted & { readonly person: PersonId }>;

type RoundEvent =
  | Event<
      'RoundStarted',
      { readonly round: RoundId; readonly prompt: Slot; readonly order: readonly PersonId[] }
    >
  | Event<'PromptSet', { readonly prompt: Slot }>
  | Event<'JoinedOrder', { readonly person: PersonId }>
  | Event<'LeftOrder', { readonly person: PersonId }>
  | Event<'SetBehind', { readonly person: PersonId }>
  | Event<'OrderSet', { readonly upcoming: readonly Place[] }>
  | Event<'RoundWaits', { readonly until: Millis }>
  | Event<'RoundEnded', { readonly round: RoundId; readonly unreached: readonly PersonId[] }>;

type VoiceEvent =
  | Event<
      'Muted',
      Receipted & {
        readonly person: PersonId;
        readonly until: Millis | null;
        readonly resonance: boolean;
        /** Outlasts the meeting: until lifted. */
        readonly carried: boolean;
      }
    >
  | Event<'Unmuted', { readonly person: PersonId; readonly carried: boolean }>
  | Event<'Nudged', Receipted & { readonly person: PersonId }>
  | Event<'Warned', Receipted & { readonly person: PersonId }>
  | Event<'Excluded', Receipted & { readonly person: PersonId; readonly until: Millis | null }>
  /** Two people are needed: the first asks, the second confirms (VOI-1). */
  | Event<
      'ExclusionAsked',
      {
        readonly person: PersonId;
        readonly by: PersonId;
        readonly reason: Reason;
        readonly note: Slot;
      }
    >
  | Event<'ExcludedEverywhere', Receipted & { readonly person: PersonId }>
  /** The organisation excluded them, for what was decided elsewhere (VOI-12). */
  | Event<'Barred', { readonly person: PersonId }>
  | Event<'Unbarred', { readonly person: PersonId }>
  | Event<'Hidden', { readonly by: PersonId; readonly person: PersonId }>
  | Event<'Unhidden', { readonly by: PersonId; readonly person: PersonId }>;

type SpeechEvent =
  | Event<
      'Said',
      {
        readonly message: MessageId;
        readonly by: PersonId;
        readonly turn: TurnId | null;
        readonly at: Millis;
        readonly facilitation: boolean;
        /** How many words; what they are is never looked at (HND-2). */
        readonly count: number;
        /** Waits for a facilitator (VOI-10). */
        readonly held: boolean;
        /** There is a content note in front of it. */
        readonly noted: boolean;
      }
    >
  | Event<'Released', { readonly message: MessageId }>
  | Event<'TakenBack', { readonly message: MessageId }>
  | Event<'MineErased', { readonly person: PersonId }>
  | Event<'Redacted', Receipted & { readonly message: MessageId; readonly person: PersonId }>
  | Event<
      'Resonated',
      {
        readonly turn: TurnId | null;
        readonly message: MessageId | null;
        readonly by: PersonId;
        readonly to: PersonId;
        readonly kind: string;
      }
    >;

type ElsewhereEvent = Event<'Confirmed', { readonly what: string }>;

export type MeetingEvent =
  | PhaseEvent
  | LeadEvent
  | AttendanceEvent
  | FloorEvent
  | TurnEvent
  | RoundEvent
  | VoiceEvent
  | SpeechEvent
  | ElsewhereEvent;
