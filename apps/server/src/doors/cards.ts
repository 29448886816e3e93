/** Circles as people are shown them: a card before coming in, a summary and a detail for organisers. */
import type { Link, LinkId, PersonId, Role, Standing, Words } from '@holdspace/core';
import {
  type CardViewer,
  type CircleState,
  cardViewer,
  cardWords,
  circleSlots,
  entranceOf,
  organiserOf,
  usesLeft,
} from '@holdspace/core';
import type { Card, CircleDetail, CircleSummary } from '@holdspace/protocol';
import type { CircleLedger, Ledgers, MeetingLedger } from '../ledgers.ts';
import { meetingOfNow } from '../meetings.ts';
import type { Membership } from './authority.ts';
import { defaultSupport } from './defaults.ts';
import type { Door } from './door.ts';

const say = (words: Words, slot: string): string => words.get(slot) ?? '';

const agreementsOf = ({ agreements }: CircleState, words: Words): string[] =>
  Array.from({ length: agreements }, (_, n) => say(words, circleSlots.agreement(n)));

const namesOf = ({ members }: CircleState, words: Words, role: Role): string[] =>
  [...members]
    .filter(([, member]) => member.role === role)
    .map(([id]) => say(words, circleSlots.memberName(id)));

function meetingCard(meeting: MeetingLedger | null): Card['meeting'] {
  if (!meeting) return null;
  const { start, end, phase } = meeting.state;
  return { start, end, phase };
}

/** What this viewer is shown, which the core decides. `standing` is that of a member. */
export async function cardOf(
  { ledgers, settings }: Door,
  circle: CircleLedger,
  viewer: CardViewer,
  standing: Standing | null = null,
): Promise<Card> {
  const { state, words } = circle;
  const meeting = await meetingOfNow(ledgers, circle);
  const { piece, language, resonances, seats, retention } = state.settings;
  const { agreements, facilitators, meets, ...said } = cardWords(viewer, state, words);
  return {
    circle: state.circle ?? '',
    ...said,
    agreements: [...agreements],
    piece,
    language,
    resonances: [...resonances],
    seats,
    facilitators: [...facilitators],
    meeting: meets ? meetingCard(meeting) : null,
    entrance: entranceOf(viewer, state.settings, meeting?.state ?? null, standing),
    retention,
    support: settings.support ?? defaultSupport,
  };
}

/** As this member is shown it now. */
export async function cardForMember(door: Door, { circle, standing }: Membership): Promise<Card> {
  const meeting = await meetingOfNow(door.ledgers, circle);
  const viewer = cardViewer(standing, meeting?.state ?? null, door.ledgers.store.now());
  return cardOf(door, circle, viewer, standing);
}

export async function summaryOf(ledgers: Ledgers, circle: CircleLedger): Promise<CircleSummary> {
  const { state, words } = circle;
  return {
    id: state.circle ?? '',
    name: say(words, circleSlots.name),
    purpose: say(words, circleSlots.purpose),
    meeting: meetingCard(await meetingOfNow(ledgers, circle)),
    facilitators: namesOf(state, words, 'facilitator'),
    members: state.members.size,
  };
}

export async function detailOf(ledgers: Ledgers, circle: CircleLedger): Promise<CircleDetail> {
  const { state, words } = circle;
  const label = (link: LinkId) => say(words, circleSlots.linkLabel(link));
  const person = (id: PersonId) => say(words, circleSlots.memberName(id));
  const house = await ledgers.house();
  const isDisowned = ({ role, by }: Link) =>
    role === 'facilitator' && by !== undefined && organiserOf(house.state, by) === null;
  return {
    ...(await summaryOf(ledgers, circle)),
    agreements: agreementsOf(state, words),
    settings: { ...state.settings },
    people: [...state.members].map(([id, { role, link, standIn, exclusion, barred }]) => ({
      id,
      name: person(id),
      role,
      link: label(link),
      standIn: standIn === true,
      excluded: barred === undefined ? (exclusion ?? null) : { until: null, everywhere: true },
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
        revoked: each.revoked || isDisowned(each),
      })),
  };
}
