/** Commands to a meeting: the floor and its rounds, and a person's own turn. */
import { asks, facilitatorPlaces, handsOrders, modes } from '../vocabulary.ts';
import type { FloorEntry, TurnEntry } from './entry.ts';
import { ofTurn, seen } from './entry.ts';
import * as field from './fields.ts';

const { list, oneOf, optional, personId, text } = field;

/** Each carries the floor that its facilitator saw (RND-18). */
export const floorCommands = {
  'set-floor': {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: {
      ...seen,
      mode: oneOf(modes),
      /** Open mode: one thought each so many seconds. */
      slow: optional(field.seconds),
      /** Quiet mode: for so long; absent until resumed. */
      seconds: optional(field.seconds),
      order: optional(oneOf(handsOrders)),
    },
  },
  resume: { by: 'facilitator', rate: 'plain', late: 'drop', fields: { ...seen } },
  hold: { by: 'facilitator', rate: 'plain', late: 'drop', fields: { ...seen } },
  'stop-turn': {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: { ...seen, who: personId, note: text },
  },
  'give-floor': {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: { ...seen, who: personId },
  },
  'set-aside': {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: { ...seen, who: personId },
  },
  'wait-longer': {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: { ...seen, seconds: field.seconds },
  },
  'extend-offer': {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: { ...seen, seconds: field.seconds },
  },
  'start-round': {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: {
      ...seen,
      prompt: text,
      /** Who comes first; the server shuffles the others (RND-1). */
      order: optional(list(personId)),
      facilitator: optional(oneOf(facilitatorPlaces)),
    },
  },
  'end-round': { by: 'facilitator', rate: 'plain', late: 'drop', fields: { ...seen } },
  reorder: {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: { ...seen, order: list(personId) },
  },
  insert: { by: 'facilitator', rate: 'plain', late: 'drop', fields: { ...seen, who: personId } },
  'set-prompt': {
    by: 'facilitator',
    rate: 'plain',
    late: 'drop',
    fields: { ...seen, prompt: text },
  },
} as const satisfies Record<string, FloorEntry>;

/** Each carries the turn that its person saw (TXT-5). */
export const turnCommands = {
  take: { by: 'member', rate: 'move', late: 'drop', fields: { ...ofTurn } },
  pass: { by: 'member', rate: 'move', late: 'drop', fields: { ...ofTurn } },
  later: { by: 'member', rate: 'move', late: 'drop', fields: { ...ofTurn } },
  done: { by: 'member', rate: 'move', late: 'drop', fields: { ...ofTurn } },
  yield: { by: 'member', rate: 'move', late: 'drop', fields: { ...ofTurn } },
  'set-ask': { by: 'member', rate: 'move', late: 'drop', fields: { ...ofTurn, ask: oneOf(asks) } },
} as const satisfies Record<string, TurnEntry>;
