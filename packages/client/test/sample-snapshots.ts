/** A small meeting as a snapshot, to fold onto. */
import type {
  CommandPermissions,
  Message,
  MessageId,
  OwnState,
  PersonId,
  PublicPerson,
  PublicState,
  Snapshot,
  TurnId,
} from '@holdspace/protocol';

export const person = (id: string): PersonId => id as PersonId;

export const publicState: PublicState = {
  phase: 'body',
  start: 1000,
  end: 9000,
  doorsAt: 400,
  mode: 'round',
  slow: null,
  prompt: 'What helped?',
  round: 1,
  holder: person('ben'),
  offered: null,
  turn: 't1' as TurnId,
  frozen: false,
  onHold: false,
  next: [person('cleo')],
  hands: [],
  lead: person('ada'),
  locked: false,
  until: null,
  ask: 'listen',
  respondTo: null,
  quietRound: false,
  noShow: false,
  heard: null,
};

export const publicPerson = (id: string, more: Partial<PublicPerson> = {}): PublicPerson => ({
  id: person(id),
  name: id,
  role: id === 'ada' ? 'facilitator' : 'participant',
  seat: 'sharer',
  steppedOut: false,
  ...more,
});

export const message = (id: string, by: string, text: string): Message => ({
  id: id as MessageId,
  by: person(by),
  text,
  turn: null,
  at: 2000,
});

export const ownState: OwnState = {
  person: person('cleo'),
  name: 'cleo',
  role: 'participant',
  seat: 'sharer',
  whereabouts: 'in',
  here: true,
  writes: true,
  can: { say: 'not-your-turn' } as CommandPermissions,
  canSay: 'not-your-turn',
  place: 2,
  again: false,
  handPlace: null,
  time: null,
  hidden: [],
  leadOffered: false,
  floor: 0,
  receipts: [],
  threads: [],
  reports: [],
  helpWaits: false,
  resonance: [],
  intention: null,
};

export const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  log: 'log-a',
  at: 10,
  more: false,
  view: {
    ...publicState,
    people: [
      { ...publicPerson('ada'), here: true },
      { ...publicPerson('ben'), here: false },
      { ...publicPerson('cleo'), here: true },
    ],
    past: [],
    timeline: [message('m1', 'ben', 'first')],
    traces: [],
    mine: ownState,
  },
  ...more,
});
