/** Circles as people are shown them: a card before coming in, a summary and a detail for organisers. */
import type { LinkId, PersonId, Role, Words } from '@holdspace/core';
import { type CircleState, circleSlots, usesLeft } from '@holdspace/core';
import type { Card, CircleDetail, CircleSummary } from '@holdspace/protocol';
import type { CircleLedger, Ledgers } from '../ledgers.ts';
import { meetingOfNow } from '../meetings.ts';
import { defaultSupport } from './defaults.ts';
import type { Door } from './door.ts';

const say = (words: Words, slot: string): string => words.get(slot) ?? '';

const agreementsOf = ({ agreements }: CircleState, words: Words): string[] =>
  Array.from({ length: agreements }, (_, n) => say(words, circleSlots.agreement(n)));

const namesOf = ({ members }: CircleState, words: Words, role: Role): string[] =>
  [...members]
    .filter(([, member]) => member.role === role)
    .map(([id]) => say(words, circleSlots.memberName(id)));

async function meetingCard(ledgers: Ledgers, circle: CircleLedger): Promise<Card['meeting']> {
  const meeting = await meetingOfNow(ledgers, circle);
  if (!meeting) return null;
  const { start, end, phase } = meeting.state;
  return { start, end, phase };
}

export async function cardOf({ ledgers, settings }: Door, circle: CircleLedger): Promise<Card> {
  const { state, words } = circle;
  const { piece, language, resonances, seats, retention } = state.settings;
  return {
    circle: state.circle ?? '',
    name: say(words, circleSlots.name),
    purpose: say(words, circleSlots.purpose),
    agreements: agreementsOf(state, words),
    piece,
    language,
    resonances: [...resonances],
    seats,
    facilitators: namesOf(state, words, 'facilitator'),
    meeting: await meetingCard(ledgers, circle),
    retention,
    support: settings.support ?? defaultSupport,
  };
}

export async function summaryOf(ledgers: Ledgers, circle: CircleLedger): Promise<CircleSummary> {
  const { state, words } = circle;
  return {
    id: state.circle ?? '',
    name: say(words, circleSlots.name),
    purpose: say(words, circleSlots.purpose),
    meeting: await meetingCard(ledgers, circle),
    facilitators: namesOf(state, words, 'facilitator'),
    members: state.members.size,
  };
}

export async function detailOf(ledgers: Ledgers, circle: CircleLedger): Promise<CircleDetail> {
  const { state, words } = circle;
  const label = (link: LinkId) => say(words, circleSlots.linkLabel(link));
  const person = (id: PersonId) => say(words, circleSlots.memberName(id));
  return {
    ...(await summaryOf(ledgers, circle)),
    agreements: agreementsOf(state, words),
    settings: { ...state.settings },
    people: [...state.members].map(([id, { role, link, standIn, exclusion }]) => ({
      id,
      name: person(id),
      role,
      link: label(link),
      standIn: standIn === true,
      excluded: exclusion ?? null,
    })),
    // A person's own way back is theirs alone.
    links: [...state.links.values()]
      .filter(({ kind }) => kind !== 'return')
      .map((each) => ({
        id: each.link,
        role: each.role,
        label: label(each.link),
        usesLeft: usesLeft(each, ledgers.store.now()) ?? 0,
        expires: each.expires,
        revoked: each.revoked,
      })),
  };
}
