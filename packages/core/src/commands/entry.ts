/** The fields of a catalogue entry besides the name of the command. */
import type { CommandFields, OptionalField, ScalarField } from './fields.ts';
import { count, optional, turnId } from './fields.ts';

/** Who may send a command; the rule of the command says when. */
export type CommandRole =
  /** Everyone who belongs to the circle. */
  | 'member'
  /** Participants are refused as `not-facilitator`. */
  | 'facilitator'
  /** Named stand-ins and facilitators (FAC-3). */
  | 'stand-in';

/**
 * The limit that a command counts against at the socket, in addition to the one of all commands
 * (WIRE-5, LIM-4). Commands of `desk` and `call` are queued; others are `too-soon`.
 */
export type CommandRate =
  /** The limit of all commands alone. */
  | 'plain'
  /** Coming, going, hands, turns: each is a change that everyone receives. */
  | 'move'
  /** Text that others receive, by its bytes. */
  | 'words'
  /** Reads or writes every meeting of the circle. */
  | 'heavy'
  /** Waits in the queue of all commands. */
  | 'desk'
  /** Waits in a queue of its own, which no other command can fill (DSK-9). */
  | 'call';

/** What a client does with a command that could not be sent for two minutes (TXT-5). */
export type WhenLate = 'ask' | 'drop' | 'send';

export interface CommandEntry {
  readonly by: CommandRole;
  readonly rate: CommandRate;
  readonly late: WhenLate;
  /** A client keeps it when the answer is `too-soon`, and asks again (DSK-5, DSK-9). */
  readonly kept?: true;
  /**
   * Cannot be undone, or shows much: somebody of the staff who has a passkey proves themselves
   * again before it, else `needs-proof` (STF-4). Nobody else is asked.
   */
  readonly proof?: true;
  readonly fields: CommandFields;
}

/**
 * The state of the floor for which a facilitator decided (`mine.floor`). The client library
 * fills it in. When another facilitator has changed the floor since: `stale` (RND-18).
 */
export const seen = { seen: optional(count) } as const;

/**
 * The turn that its holder answers or ends. The client library fills it in. When the holder has
 * another turn now: `stale`. So a press that waited for a connection cannot affect a later turn
 * (TXT-5).
 */
export const ofTurn = { turn: optional(turnId) } as const;

export interface FloorEntry extends CommandEntry {
  readonly by: 'facilitator';
  readonly fields: CommandFields & { readonly seen: OptionalField<ScalarField<'count'>> };
}

export interface TurnEntry extends CommandEntry {
  readonly fields: CommandFields & { readonly turn: OptionalField<ScalarField<'turnId'>> };
}
