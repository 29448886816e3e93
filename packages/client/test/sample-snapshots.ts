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
import { idleOwnState, idlePublicState } from '@holdspace/protocol/idle-view';

export const person = (id: string): PersonId => id as PersonId;

export const publicState: PublicState = {
  ...idlePublicState,
  phase: 'body',
  start: 1000,
  end: 9000,
  doorsAt: 400,
  mode: 'round',
  prompt: 'What helped?',
  round: 1,
  holder: person('ben'),
  turn: 't1' as TurnId,
  next: [person('cleo')],
  lead: person('ada'),
  ask: 'listen',
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
  ...idleOwnState,
  person: person('cleo'),
  name: 'cleo',
  can: { say: 'not-your-turn' } as CommandPermissions,
  canSay: 'not-your-turn',
  place: 2,
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
