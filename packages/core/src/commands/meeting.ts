/** Commands to a meeting: coming and going, its phases, hands and words. */
import { asks, phases, reasons, seats } from '../vocabulary.ts';
import type { CommandEntry } from './entry.ts';
import {
  either,
  flag,
  list,
  messageId,
  minutes,
  oneOf,
  optional,
  personId,
  personIdOrAll,
  resonanceKind,
  text,
  turnId,
} from './fields.ts';

export const attendanceCommands = {
  join: {
    by: 'member',
    rate: 'move',
    late: 'send',
    fields: { seat: oneOf(seats), firstTime: optional(flag) },
  },
  leave: { by: 'member', rate: 'move', late: 'send', fields: {} },
  'step-out': { by: 'member', rate: 'move', late: 'send', fields: {} },
  'come-back': { by: 'member', rate: 'move', late: 'send', fields: {} },
  'set-seat': { by: 'member', rate: 'move', late: 'drop', fields: { seat: oneOf(seats) } },
  admit: { by: 'facilitator', rate: 'plain', late: 'drop', fields: { who: personIdOrAll } },
  'turn-away': {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: {
      /** One, several, or `all`: newcomers who wait and came by a shared link (LIM-2). */
      who: either(personIdOrAll, list(personId, 1)),
      reason: oneOf(reasons),
      note: optional(text),
    },
  },
  lock: { by: 'facilitator', rate: 'plain', late: 'drop', fields: {} },
  unlock: { by: 'facilitator', rate: 'plain', late: 'drop', fields: {} },
} as const satisfies Record<string, CommandEntry>;

export const phaseCommands = {
  'open-doors': { by: 'facilitator', rate: 'plain', late: 'drop', fields: {} },
  begin: { by: 'facilitator', rate: 'plain', late: 'drop', fields: {} },
  'set-phase': {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: { phase: oneOf(phases) },
  },
  extend: { by: 'facilitator', rate: 'plain', late: 'drop', fields: { minutes } },
  close: { by: 'facilitator', rate: 'plain', late: 'drop', fields: {} },
} as const satisfies Record<string, CommandEntry>;

export const leadCommands = {
  'take-lead': { by: 'facilitator', rate: 'plain', late: 'drop', fields: {} },
  'hand-over': { by: 'facilitator', rate: 'plain', late: 'drop', fields: { who: personId } },
  'stand-in': { by: 'stand-in', rate: 'move', late: 'drop', fields: {} },
} as const satisfies Record<string, CommandEntry>;

export const handCommands = {
  'raise-hand': { by: 'member', rate: 'move', late: 'drop', fields: {} },
  /** Another person's hand: facilitators only. */
  'lower-hand': {
    by: 'member',
    rate: 'move',
    late: 'send',
    fields: { who: optional(personId) },
  },
} as const satisfies Record<string, CommandEntry>;

export const speechCommands = {
  say: {
    by: 'member',
    rate: 'words',
    late: 'ask',
    fields: {
      text,
      /** Sets the ask of the turn that the message belongs to. */
      ask: optional(oneOf(asks)),
      /** A content note: what the message is about, shown in front of the folded words. */
      note: optional(text),
    },
  },
  'take-back': { by: 'member', rate: 'move', late: 'send', fields: { message: messageId } },
  resonate: {
    by: 'member',
    rate: 'move',
    late: 'drop',
    fields: { kind: resonanceKind, turn: optional(turnId), message: optional(messageId) },
  },
  'erase-mine': { by: 'member', rate: 'heavy', late: 'send', fields: {} },
} as const satisfies Record<string, CommandEntry>;
