/**
 * What people may ask for. Names and fields are those of docs/spec.md; durations are
 * milliseconds here (the wire says `5m`). What the server itself asks for, when a
 * deadline is due or presence changed, is not in this list and cannot be sent by anyone.
 */
import type {
  FacilitatorPlace,
  HandsOrder,
  MessageId,
  Millis,
  Mode,
  PersonId,
  Phase,
  Reason,
  Seat,
  ThreadId,
  TurnId,
} from './vocabulary.ts';

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
      readonly who: PersonId;
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
  | {
      readonly do: 'set-floor';
      readonly mode: Mode;
      readonly slow?: number;
      readonly seconds?: number;
      readonly order?: HandsOrder;
    }
  | { readonly do: 'give-floor'; readonly who: PersonId }
  | { readonly do: 'set-aside'; readonly who: PersonId }
  | { readonly do: 'wait-longer'; readonly seconds: number }
  | { readonly do: 'extend-offer'; readonly seconds: number }
  | {
      readonly do: 'start-round';
      readonly prompt: string;
      readonly order?: readonly PersonId[];
      readonly facilitator?: FacilitatorPlace;
    }
  | { readonly do: 'end-round' }
  | { readonly do: 'reorder'; readonly order: readonly PersonId[] }
  | { readonly do: 'insert'; readonly who: PersonId }
  | { readonly do: 'set-prompt'; readonly prompt: string }
  | { readonly do: 'take' }
  | { readonly do: 'pass' }
  | { readonly do: 'later' }
  | { readonly do: 'done' }
  | { readonly do: 'yield' }
  | { readonly do: 'raise-hand' }
  | { readonly do: 'lower-hand'; readonly who?: PersonId }
  | { readonly do: 'say'; readonly text: string }
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
  | {
      readonly do: 'remove';
      readonly who: PersonId;
      readonly reason: Reason;
      readonly note: string;
    }
  | { readonly do: 'take-lead' };

/** A person's command to the desk of a circle. */
export type DeskCommand =
  | { readonly do: 'note'; readonly text: string }
  | { readonly do: 'see'; readonly thread: ThreadId }
  | { readonly do: 'answer'; readonly thread: ThreadId; readonly text: string };

/** `write-here` concerns the device, not a ledger (RND-16). */
export type DeviceCommand = { readonly do: 'write-here' };

export type ClientCommand = MeetingCommand | DeskCommand | DeviceCommand;
export type ClientCommandName = ClientCommand['do'];

export const deskCommandNames = [
  'note',
  'see',
  'answer',
] as const satisfies readonly DeskCommand['do'][];
