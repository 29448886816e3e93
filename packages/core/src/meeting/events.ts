/** Everything that can have happened in a meeting, by concept. Facts stay, words can go. */
import type { Slot } from '../kernel.ts';
import type {
  Ask,
  HandsOrder,
  MessageId,
  Millis,
  Mode,
  PersonId,
  Reason,
  ReceiptId,
  Role,
  RoundId,
  Seat,
  TurnId,
} from '../vocabulary.ts';
import type { MeetingEventOf, PhaseEvent } from './phase-events.ts';
import type { OrderEntry } from './state.ts';

/** The receipt for the person concerned, filed at the desk (VOI-3, VOI-8). */
export interface ReceiptFields {
  readonly by: PersonId;
  readonly reason: Reason;
  readonly receipt: ReceiptId;
  readonly note: Slot;
  readonly at: Millis;
}

type LeadEvent =
  | MeetingEventOf<'LeadTaken', { readonly person: PersonId }>
  /** The lead is gone; after the grace it passes to a co-facilitator who is there (FAC-1). */
  | MeetingEventOf<'LeadAway', { readonly since: Millis }>
  | MeetingEventOf<'LeadGraceOver'>
  | MeetingEventOf<'LeadBack'>
  | MeetingEventOf<'LeadPassed', { readonly person: PersonId; readonly from: PersonId }>
  /** No facilitator is there (FAC-2). */
  | MeetingEventOf<'Unattended', { readonly since: Millis }>
  | MeetingEventOf<'UnattendedGraceOver', { readonly at: Millis }>
  /** `finished`: the piece waited for them. */
  | MeetingEventOf<'Attended', { readonly finished?: true }>
  | MeetingEventOf<'StoodIn', { readonly person: PersonId }>
  /** A facilitator was removed as such: here they take part from now on (KEY-4). */
  | MeetingEventOf<'RoleEnded', { readonly person: PersonId }>
  | MeetingEventOf<'NoShow', { readonly at: Millis }>;

/** The agreements of the circle (AGR-2). */
type AgreementEvent =
  /** What is said from here on is said under this version. `pending`: who has not agreed to it. */
  | MeetingEventOf<
      'AgreementsChanged',
      { readonly version: number; readonly pending: readonly PersonId[] }
    >
  | MeetingEventOf<'MembersAgreed', { readonly people: readonly PersonId[] }>;

type AttendanceEvent =
  | MeetingEventOf<
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
        /** The name can be taken for another person's (VOI-11). */
        readonly likeness?: true;
        /** A mute that came along from an earlier meeting (VOI-2). */
        readonly mutedUntil?: Millis | null;
        /** Listens until a seat is free (RHY-6). */
        readonly wantsSeat?: true;
      }
    >
  | MeetingEventOf<'Admitted', { readonly person: PersonId }>
  | MeetingEventOf<'Entered', { readonly person: PersonId }>
  | MeetingEventOf<'TurnedAway', ReceiptFields & { readonly person: PersonId }>
  | MeetingEventOf<'Removed', ReceiptFields & { readonly person: PersonId }>
  | MeetingEventOf<'Left', { readonly person: PersonId }>
  | MeetingEventOf<'PersonForgotten', { readonly person: PersonId }>
  | MeetingEventOf<'SteppedOut', { readonly person: PersonId }>
  | MeetingEventOf<'CameBack', { readonly person: PersonId }>
  /** Who waits has lost every connection, or has one again (LIM-1). */
  | MeetingEventOf<'WaitingAway', { readonly person: PersonId; readonly since: Millis }>
  | MeetingEventOf<'WaitingBack', { readonly person: PersonId }>
  /** Gone for too long: they do not wait any more, and may ask again. */
  | MeetingEventOf<'WaitingEnded', { readonly person: PersonId }>
  /** Many newcomers asked in at once: no more of them until it is resumed (LIM-2). */
  | MeetingEventOf<'JoiningPaused', { readonly at: Millis }>
  | MeetingEventOf<'JoiningResumed', { readonly at: Millis }>
  /** A listener wants a seat, and gets one when it is their turn (RHY-6). */
  | MeetingEventOf<'SeatAwaited', { readonly person: PersonId }>
  /** No seat is kept any longer for who has not come. */
  | MeetingEventOf<'SeatsReleased', { readonly at: Millis }>
  | MeetingEventOf<'SeatSet', { readonly person: PersonId; readonly seat: Seat }>
  | MeetingEventOf<'LockSet', { readonly locked: boolean }>;

type FloorEvent =
  | MeetingEventOf<
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
  | MeetingEventOf<
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
  | MeetingEventOf<'FloorTouched', { readonly by: PersonId }>
  | MeetingEventOf<'HandRaised', { readonly person: PersonId }>
  | MeetingEventOf<'HandLowered', { readonly person: PersonId }>
  | MeetingEventOf<'HandsReordered', { readonly order: readonly PersonId[] }>;

/** `withdrawn` gives the place back at the front; `aside` and `later` put it off; the rest end it. */
export type TurnEnd = 'done' | 'passed' | 'later' | 'aside' | 'withdrawn' | 'yielded' | 'stopped';

type TurnEvent =
  | MeetingEventOf<
      'TurnOffered',
      {
        readonly turn: TurnId;
        readonly person: PersonId;
        readonly until: Millis | null;
        readonly at?: Millis;
      }
    >
  | MeetingEventOf<
      'TurnTaken',
      { readonly turn: TurnId; readonly person: PersonId; readonly at: Millis }
    >
  | MeetingEventOf<
      'TurnEnded',
      {
        readonly turn: TurnId;
        readonly person: PersonId;
        readonly how: TurnEnd;
        readonly at: Millis;
      }
    >
  | MeetingEventOf<'OfferExtended', { readonly turn: TurnId; readonly until: Millis }>
  /** No page of the person is in front, and then one is again; once for each offer (TRN-8). */
  | MeetingEventOf<'OfferHidden', { readonly turn: TurnId; readonly until: Millis }>
  | MeetingEventOf<'OfferShown', { readonly turn: TurnId; readonly until: Millis }>
  | MeetingEventOf<'OfferedAway', { readonly turn: TurnId; readonly since: Millis }>
  | MeetingEventOf<'OfferedBack', { readonly turn: TurnId; readonly until: Millis | null }>
  | MeetingEventOf<
      'TurnFrozen',
      { readonly turn: TurnId; readonly until: Millis; readonly at: Millis }
    >
  | MeetingEventOf<'TurnThawed', { readonly turn: TurnId; readonly at: Millis }>
  | MeetingEventOf<'AskSet', { readonly turn: TurnId; readonly ask: Ask }>
  /** A share of the soft length is over: a private note to the holder (TRN-5). */
  | MeetingEventOf<'TurnNoted', { readonly turn: TurnId; readonly share: 80 | 100 }>
  | MeetingEventOf<'TurnStopped', ReceiptFields & { readonly person: PersonId }>;

type RoundEvent =
  | MeetingEventOf<
      'RoundStarted',
      { readonly round: RoundId; readonly prompt: Slot; readonly order: readonly PersonId[] }
    >
  | MeetingEventOf<'PromptSet', { readonly prompt: Slot }>
  | MeetingEventOf<'JoinedOrder', { readonly person: PersonId }>
  | MeetingEventOf<'LeftOrder', { readonly person: PersonId }>
  | MeetingEventOf<'SetBehind', { readonly person: PersonId }>
  | MeetingEventOf<'OrderSet', { readonly upcoming: readonly OrderEntry[] }>
  | MeetingEventOf<'RoundWaits', { readonly until: Millis }>
  | MeetingEventOf<
      'RoundEnded',
      { readonly round: RoundId; readonly unreached: readonly PersonId[] }
    >;

type VoiceEvent =
  | MeetingEventOf<
      'Muted',
      ReceiptFields & {
        readonly person: PersonId;
        readonly until: Millis | null;
        readonly resonance: boolean;
        /** Outlasts the meeting: until lifted. */
        readonly carried: boolean;
      }
    >
  | MeetingEventOf<'Unmuted', { readonly person: PersonId; readonly carried: boolean }>
  | MeetingEventOf<'Nudged', ReceiptFields & { readonly person: PersonId }>
  | MeetingEventOf<'Warned', ReceiptFields & { readonly person: PersonId }>
  | MeetingEventOf<
      'Excluded',
      ReceiptFields & { readonly person: PersonId; readonly until: Millis | null }
    >
  /** Two people are needed: the first asks, the second confirms (VOI-1). */
  | MeetingEventOf<
      'ExclusionAsked',
      {
        readonly person: PersonId;
        readonly by: PersonId;
        readonly reason: Reason;
        readonly note: Slot;
      }
    >
  | MeetingEventOf<'ExcludedEverywhere', ReceiptFields & { readonly person: PersonId }>
  /** The organisation excluded them, for what was decided elsewhere (VOI-12). */
  | MeetingEventOf<'Barred', { readonly person: PersonId }>
  | MeetingEventOf<'Unbarred', { readonly person: PersonId }>
  | MeetingEventOf<'Hidden', { readonly by: PersonId; readonly person: PersonId }>
  | MeetingEventOf<'Unhidden', { readonly by: PersonId; readonly person: PersonId }>;

type SpeechEvent =
  | MeetingEventOf<
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
  | MeetingEventOf<'Released', { readonly message: MessageId }>
  | MeetingEventOf<'TakenBack', { readonly message: MessageId }>
  | MeetingEventOf<'MineErased', { readonly person: PersonId }>
  | MeetingEventOf<
      'Redacted',
      ReceiptFields & { readonly message: MessageId; readonly person: PersonId }
    >
  | MeetingEventOf<
      'Resonated',
      {
        readonly turn: TurnId | null;
        readonly message: MessageId | null;
        readonly by: PersonId;
        readonly to: PersonId;
        readonly kind: string;
      }
    >;

type OutboxEvent =
  | MeetingEventOf<'Confirmed', { readonly what: string }>
  /** The house has this report (ALR-1). */
  | MeetingEventOf<'AlertsTold', { readonly alerts: readonly string[] }>;

export type MeetingEvent =
  | PhaseEvent
  | LeadEvent
  | AttendanceEvent
  | AgreementEvent
  | FloorEvent
  | TurnEvent
  | RoundEvent
  | VoiceEvent
  | SpeechEvent
  | OutboxEvent;
