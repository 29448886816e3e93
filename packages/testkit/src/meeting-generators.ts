/**
 * Random meetings as data: a setting, a beginning and a long list of moves, nonsense among them.
 * Moves name people and messages by number, so that a meeting which was made shorter still
 * means something; play-meeting.ts resolves them while it plays.
 */
import type { CircleSettings, MeetingCommand } from '@holdspace/core';
import {
  asks,
  facilitatorPlaces,
  handsOrders,
  meetingCommandNames,
  modes,
  phases,
  seats,
} from '@holdspace/core';
import fc from 'fast-check';

/** A number that selects one of the candidates when the move is played. */
type Ordinal = number;

export type RandomCommand =
  | { readonly do: 'plain'; readonly what: (typeof plainCommands)[number] }
  | { readonly do: 'join' | 'set-seat'; readonly seat: (typeof seats)[number] }
  | {
      readonly do: 'say';
      readonly text: 'words' | 'blank' | 'endless';
      readonly ask?: (typeof asks)[number];
      readonly noted?: boolean;
    }
  | { readonly do: 'set-ask'; readonly ask: (typeof asks)[number] }
  | { readonly do: 'to'; readonly what: (typeof commandsToPerson)[number]; readonly who: Ordinal }
  /** A command that no other move asks, with sample fields. */
  | { readonly do: 'sample'; readonly what: MeetingCommand['do'] }
  | { readonly do: 'admit-all' }
  | { readonly do: 'mute'; readonly who: Ordinal; readonly for: number | 'meeting' | null }
  | {
      readonly do: 'to-message';
      readonly what: 'take-back' | 'redact' | 'release';
      readonly message: Ordinal;
    }
  | {
      readonly do: 'resonate';
      readonly message: Ordinal;
      readonly kind: Ordinal;
      readonly turn: boolean;
    }
  | { readonly do: 'set-phase'; readonly phase: (typeof phases)[number] }
  | {
      readonly do: 'set-floor';
      readonly mode: (typeof modes)[number];
      readonly slow: number | null;
      /** Quiet mode: for so long. */
      readonly seconds?: number | null;
      readonly order: (typeof handsOrders)[number] | null;
    }
  | {
      readonly do: 'start-round';
      readonly named: readonly Ordinal[];
      readonly facilitator: (typeof facilitatorPlaces)[number];
    }
  | { readonly do: 'reorder'; readonly by: readonly Ordinal[] }
  | {
      readonly do: 'longer';
      readonly what: (typeof extendingCommands)[number];
      readonly amount: number;
    };

export type RandomMove =
  | {
      readonly by: Ordinal;
      readonly asks: RandomCommand;
      readonly elsewhere?: true;
      /** A floor command says how much of the floor was seen: so many changes ago. */
      readonly behind?: number;
    }
  /**
   * The person with the offer or the floor does one of the two; without one, a person asks for the
   * floor.
   */
  | {
      readonly offered: (typeof offeredActions)[number];
      readonly holding: (typeof holdingActions)[number];
    }
  | { readonly drops: Ordinal }
  | { readonly hides: Ordinal }
  | { readonly returns: Ordinal }
  /** All facilitators at once: the circle has no facilitator, or has one again. */
  | { readonly facilitators: (typeof facilitatorMoves)[number] }
  | { readonly waits: number }
  | { readonly restarts: true };

export interface RandomMeeting {
  readonly settings: Partial<CircleSettings>;
  readonly facilitators: number;
  /** Whether the first participant is named to stand in. */
  readonly standIn?: boolean;
  readonly participants: number;
  /** How many of the participants are in when it begins; the others may come later. */
  readonly gathered: number;
  readonly begun: boolean;
  readonly round: boolean;
  readonly moves: readonly RandomMove[];
}

export const plainCommands = [
  'leave',
  'step-out',
  'come-back',
  'lock',
  'unlock',
  'open-doors',
  'begin',
  'close',
  'end-round',
  'set-prompt',
  'take',
  'pass',
  'later',
  'done',
  'yield',
  'raise-hand',
  'lower-hand',
  'take-lead',
  'resume',
  'hold',
  'stand-in',
  'erase-mine',
] as const;
export const commandsToPerson = [
  'admit',
  'turn-away',
  'give-floor',
  'set-aside',
  'insert',
  'lower-hand',
  'unmute',
  'remove',
  'stop-turn',
  'nudge',
  'warn',
  'exclude',
  'exclude-everywhere',
  'hide',
  'unhide',
  'hand-over',
] as const;
/** All leave; all leave and a stand-in leads; all come back; and resume what was held. */
export const facilitatorMoves = ['drop', 'stand-in', 'return', 'resume'] as const;
export const extendingCommands = ['wait-longer', 'extend-offer', 'extend'] as const;
export const offeredActions = ['take', 'take', 'take', 'pass', 'later'] as const;
export const holdingActions = ['say', 'say', 'done', 'done', 'yield', 'ask-ideas'] as const;

/** Said twice as often as what ends a meeting or empties it. */
const gentle = [
  ...(['come-back', 'raise-hand', 'raise-hand', 'take', 'take', 'pass'] as const),
  ...(['done', 'begin', 'set-prompt', 'resume', 'resume'] as const),
] as const;
/** Rare commands: a command that sends a person out would empty most meetings. */
const kind = commandsToPerson.filter((what) => !['remove', 'exclude', 'turn-away'].includes(what));

const nth = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7);
const second = 1000;
const minute = 60 * second;
/** Around the graces and the offer; seldom long enough for a mute or the end to come. */
const pauses = [1, 6, 10, 16, 16, 20, 40, 61, 61, 100, 400, 1800].map((each) => each * second);

const asked: ReadonlySet<string> = new Set([
  ...[...plainCommands, ...commandsToPerson, ...extendingCommands],
  ...['join', 'set-seat', 'say', 'set-ask', 'mute', 'take-back', 'redact', 'release', 'resonate'],
  ...['set-phase', 'set-floor', 'start-round', 'reorder'],
]);
/** Commands of the catalogue that none of the moves below asks; a new command begins as one. */
const unasked = meetingCommandNames.filter((name) => !asked.has(name));
const samples =
  unasked.length === 0
    ? []
    : [
        {
          weight: 1,
          arbitrary: fc.record({ do: fc.constant('sample'), what: fc.constantFrom(...unasked) }),
        },
      ];

const ask: fc.Arbitrary<RandomCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('plain'),
      what: fc.constantFrom(...plainCommands, ...gentle),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('join', 'set-seat'),
      seat: fc.constantFrom(...seats),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('say'),
      text: fc.constantFrom('words', 'words', 'words', 'words', 'words', 'blank', 'endless'),
      ask: fc.constantFrom(...asks),
      noted: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('set-ask'), ask: fc.constantFrom(...asks) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('to'),
      what: fc.constantFrom(...commandsToPerson, ...kind, ...kind),
      who: nth,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('admit-all') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('mute'),
      who: nth,
      for: fc.constantFrom(5 * second, 5 * minute, 'meeting', null),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('to-message'),
      what: fc.constantFrom('take-back', 'redact', 'release', 'release'),
      message: nth,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('resonate'),
      message: nth,
      kind: nth,
      turn: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set-phase'),
      phase: fc.constantFrom('body', 'body', 'body', ...phases),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('set-floor'),
      // Most of the time the modes that are lived in, now and then the quiet ones.
      mode: fc.constantFrom('open', 'hands', 'hands', 'round', 'round', 'centre', ...modes),
      slow: fc.constantFrom(null, null, 5),
      seconds: fc.constantFrom(null, 15, 60),
      order: fc.constantFrom(null, null, ...handsOrders),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('start-round'),
      named: fc.oneof(fc.constant([]), fc.array(nth, { maxLength: 3 })),
      facilitator: fc.constantFrom(...facilitatorPlaces),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('reorder'),
      by: fc.array(nth, { maxLength: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('longer'),
      what: fc.constantFrom(...extendingCommands),
      amount: fc.integer({ min: 1, max: 60 }),
    }),
  },
  ...samples,
) as fc.Arbitrary<RandomCommand>;

const move: fc.Arbitrary<RandomMove> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ by: nth, asks: ask }) },
  {
    weight: 3,
    arbitrary: fc.record({ by: nth, asks: ask, behind: fc.constantFrom(0, 0, 0, 1, 2, 5) }),
  },
  { weight: 1, arbitrary: fc.record({ by: nth, asks: ask, elsewhere: fc.constant(true) }) },
  {
    weight: 12,
    arbitrary: fc.record({
      offered: fc.constantFrom(...offeredActions),
      holding: fc.constantFrom(...holdingActions),
    }),
  },
  { weight: 3, arbitrary: fc.record({ drops: nth }) },
  { weight: 2, arbitrary: fc.record({ hides: nth }) },
  { weight: 3, arbitrary: fc.record({ returns: nth }) },
  {
    weight: 3,
    arbitrary: fc.record({ waits: fc.constantFrom(...pauses) }),
  },
  { weight: 1, arbitrary: fc.record({ restarts: fc.constant(true) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      facilitators: fc.constantFrom(...facilitatorMoves, 'resume', 'resume'),
    }),
  },
) as fc.Arbitrary<RandomMove>;

const settings: fc.Arbitrary<Partial<CircleSettings>> = fc.record({
  admit: fc.constantFrom('everyone', 'members', 'facilitator'),
  seats: fc.constantFrom(8, 8, 3),
  offer: fc.constantFrom(60 * second, 60 * second, 0),
  turn: fc.constantFrom(null, 20 * second),
  holdNewcomer: fc.constantFrom(false, false, true),
});

/** Meetings of at least forty moves, by one to three facilitators and three to six participants. */
// Without a bias to what comes first in a list: it would be one person all the time.
export const randomMeeting: fc.Arbitrary<RandomMeeting> = fc.noBias(
  fc.record({
    settings,
    facilitators: fc.constantFrom(1, 2, 2, 3),
    standIn: fc.boolean(),
    participants: fc.integer({ min: 3, max: 6 }),
    gathered: fc.integer({ min: 2, max: 6 }),
    // Most of them have begun, because phase `doors` has few cases.
    begun: fc.constantFrom(true, true, true, true, true, true, true, true, true, false),
    round: fc.boolean(),
    moves: fc.array(move, { minLength: 40, maxLength: 90, size: 'max' }),
  }),
);

/** Returns the same meeting for the same number. */
export const randomMeetingOf = (seed: number): RandomMeeting =>
  fc.sample(randomMeeting, { seed, numRuns: 1 })[0] as RandomMeeting;
