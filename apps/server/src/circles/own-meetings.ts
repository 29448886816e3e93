/**
 * What one of the staff carries, and is asked to carry, over all circles that they look after
 * (CVR-2, CVR-3). Everything here is for that person alone.
 */
import {
  type CircleId,
  type CoveredMeeting,
  callOffLead,
  carerSettingsOf,
  carersOf,
  carriedBy,
  circleSlots,
  countCarers,
  countsForCover,
  coverProblem,
  type HouseState,
  hasFreePlace,
  isListedMeeting,
  localTimeAt,
  type MeetingId,
  type Millis,
  type OwnCover,
  ownCoverOf,
  type PersonId,
  type PlannedMeeting,
  plannedMeetingStatus,
  type RegularMeeting,
  regularCarersOf,
  takeBackLead,
} from '@holdspace/core';
import type { OwnCarrying, OwnMeeting } from '@holdspace/protocol';
import type { CircleLedger, HouseLedger, Ledgers } from '../ledger/ledgers.ts';
import { LedgerSetAside } from '../storage/heads/head-checked-store.ts';
import { coverageOf, coveredMeetingOf } from './coverage.ts';
import { zoneRules } from './zone-rules.ts';

/** The circles that a person looks after, with what they lead there. */
export interface CarerCircles {
  readonly person: PersonId;
  readonly house: HouseLedger;
  readonly circles: readonly CircleLedger[];
  /** What they carry by default, for their ceiling and rest. */
  readonly own: readonly RegularMeeting[];
}

/** Null for one that is set aside, or was never opened. */
export const openedCircle = (ledgers: Ledgers, id: CircleId): Promise<CircleLedger | null> =>
  ledgers.circle(id).then(
    (ledger) => (ledger.state.circle === null ? null : ledger),
    (fault: unknown) => {
      // LED-19: nothing is known of it until it is back.
      if (fault instanceof LedgerSetAside) return null;
      throw fault;
    },
  );

export async function carerCirclesOf(
  ledgers: Ledgers,
  house: HouseLedger,
  person: PersonId,
): Promise<CarerCircles> {
  const member = house.state.staff.get(person);
  const leads = member?.roles.includes('facilitator') ? [...member.circles] : [];
  const found = await Promise.all(leads.map((id) => openedCircle(ledgers, id)));
  const circles = found.filter((each) => each !== null);
  const now = ledgers.store.now();
  const own = circles.flatMap(({ state }) => regularMeetingsIn(state, person, now));
  return { person, house, circles, own };
}

function regularMeetingsIn(
  state: CircleLedger['state'],
  person: PersonId,
  now: Millis,
): RegularMeeting[] {
  const { circle, meetings } = state;
  if (circle === null || !regularCarersOf(state).staff.includes(person)) return [];
  return meetings
    .filter((each) => countsForCover(each, now))
    .map(({ meeting, start, end }) => ({ meeting, circle, start, end }));
}

/** What is known of meetings beside the ledger of their circle. */
export interface OwnMeetingFacts {
  readonly now: Millis;
  /** Those that go on or have opened their doors, by their own ledgers. */
  readonly begun: readonly MeetingId[];
}

/** Meetings that are not over, of all these circles, the next first. */
export function ownMeetingsOf(carer: CarerCircles, facts: OwnMeetingFacts): OwnMeeting[] {
  const { now, begun } = facts;
  return carer.circles
    .flatMap((circle) =>
      circle.state.meetings
        .filter(isListedMeeting)
        .filter(({ end, meeting }) => end > now || begun.includes(meeting))
        .flatMap((planned) => ownMeetingOf(carer, circle, planned, facts) ?? []),
    )
    .sort((a, b) => (ownMeetingKey(a) < ownMeetingKey(b) ? -1 : 1));
}

/** The order of that list. */
export const ownMeetingKey = ({ start, id }: OwnMeeting): string => `${start} ${id}`;

/** One of them; null for who does not look after the circle, and when it is over. */
export function ownMeetingOf(
  carer: CarerCircles,
  circle: CircleLedger,
  planned: PlannedMeeting,
  { now, begun }: OwnMeetingFacts,
): OwnMeeting | null {
  const { house, person, own: regular } = carer;
  const { state, words } = circle;
  const asked = coveredMeetingOf(state, planned);
  const own = asked && ownCoverOf(house.state, person, asked, regular);
  const status = plannedMeetingStatus(planned, {
    doorsLead: state.settings.doorsLead,
    ...{ now, isUnderWay: begun.includes(planned.meeting) },
  });
  if (!asked || !own || status === 'over') return null;
  const { level, covered, wanted, carriers } = coverageOf(house, circle, planned);
  const zone = state.rhythm?.rule.zone ?? null;
  const takesPlace = status !== 'cancelled';
  const isAsked = takesPlace && own !== 'regular' && own !== 'yes';
  const problem =
    isAsked && hasFreePlace(house.state, asked)
      ? coverProblem(house.state, person, asked, regular)
      : null;
  return {
    ...{ id: planned.meeting, circle: asked.circle, name: words.get(circleSlots.name) ?? '' },
    ...{ start: iso(planned.start), end: iso(planned.end), zone },
    local: zone === null ? null : localTimeAt(planned.start, zone, zoneRules),
    state: status,
    cover: { level, covered, wanted, carriers },
    own: takesPlace ? own : 'none',
    may: takesPlace ? mayOf(carer, asked, own, now) : [],
    ...(problem ? { limit: problem } : {}),
  };
}

/** What this person may do about a meeting that takes place. */
function mayOf(
  { house: { state }, person, own: regular }: CarerCircles,
  asked: CoveredMeeting,
  own: OwnCover,
  now: Millis,
): OwnMeeting['may'] {
  if (asked.start <= now) return [];
  const carries = own === 'regular' || own === 'yes';
  const isOpen =
    !carries && hasFreePlace(state, asked) && coverProblem(state, person, asked, regular) === null;
  const mayTakeBack = own === 'yes' ? asked.start - takeBackLead > now : own === 'cant' && isOpen;
  return [
    ...(isOpen ? (['yes'] as const) : []),
    ...(own === 'regular' || (isOpen && own !== 'cant') ? (['cant'] as const) : []),
    ...(mayTakeBack ? (['take-back'] as const) : []),
    ...(isOpenToCallOff(state, asked, now) ? (['call-off'] as const) : []),
  ];
}

/** CVR-4: nobody carries it, and it begins soon. */
export const isOpenToCallOff = (
  state: Pick<HouseState, 'cover' | 'staff'>,
  asked: CoveredMeeting,
  now: Millis,
): boolean =>
  asked.start > now &&
  asked.start - callOffLead <= now &&
  countCarers(carersOf(state, asked)) === 0;

const week: Millis = 7 * 24 * 60 * 60 * 1000;

/** What this person set for themselves, and how much they carry; nobody else is shown it (CVR-3). */
export function ownCarryingOf(carer: CarerCircles, now: Millis): OwnCarrying {
  const { house, person, circles, own } = carer;
  const { meetingsAWeek, hoursBetween, onlyWhenAsked } = carerSettingsOf(house.state, person);
  const carried = carriedBy(house.state, person, own);
  return {
    ...{ meetingsAWeek, hoursBetween },
    circles: circles.map(({ state, words }) => ({
      id: state.circle ?? '',
      name: words.get(circleSlots.name) ?? '',
      regular: regularCarersOf(state).staff.includes(person),
      onlyWhenAsked: state.circle !== null && onlyWhenAsked.has(state.circle),
    })),
    nextSevenDays: carried.filter(({ start }) => start > now && start <= now + week).length,
  };
}

const iso = (at: Millis): string => new Date(at).toISOString();
