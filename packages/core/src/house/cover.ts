/**
 * Who carries a meeting (CVR-1, CVR-2). By default the facilitators who came into the circle, for
 * they took it up themselves; without those who can't this time, and with those who said yes to this
 * meeting. Here stand the exceptions of all circles, and what each person set for themselves; who
 * the facilitators of a circle are, and its plan, come with the command.
 */
import { oncePerState } from '../kernel.ts';
import type { CircleId, Millis, PersonId } from '../vocabulary.ts';
import { type LimitProblem, limitProblem, type MeetingTime, noLimits } from './cover-limits.ts';
import type { CarerSettings, CoverState, MeetingCover } from './cover-state.ts';
import { facilitatesCircle, type HouseState } from './state.ts';

/** So long before the start an uncovered meeting is an alert (CVR-4). */
export const uncoveredLead: Millis = 48 * 60 * 60_000;
/** A yes can be taken back until so long before the start (CVR-2). */
export const takeBackLead: Millis = 24 * 60 * 60_000;
/** From so long before the start one press postpones or cancels an uncovered meeting (CVR-4). */
export const callOffLead: Millis = 3 * 60 * 60_000;

const noSettings: CarerSettings = { ...noLimits, onlyWhenAsked: new Set() };

export const carerSettingsOf = (
  { cover }: Pick<HouseState, 'cover'>,
  staff: PersonId,
): CarerSettings => cover.carers.get(staff) ?? noSettings;

/** Who leads a circle by the circle's own ledger. */
export interface RegularCarers {
  /** By their identity in the house. */
  readonly staff: readonly PersonId[];
  /** Memberships of facilitators without one (STF-1). */
  readonly guests: readonly PersonId[];
}

/** A meeting as the plan of its circle has it. */
export interface CoveredMeeting extends MeetingTime {
  readonly circle: CircleId;
  /** So many facilitators are wanted, at least 1. */
  readonly wanted: number;
  readonly regular: RegularCarers;
}

/** Who carries a meeting; `yes` in the order of their answers. */
export interface MeetingCarers {
  readonly regular: readonly PersonId[];
  readonly guests: readonly PersonId[];
  readonly yes: readonly PersonId[];
}

type CoverReadState = Pick<HouseState, 'cover' | 'staff'>;

const leads = ({ staff }: CoverReadState, person: PersonId, circle: CircleId): boolean => {
  const member = staff.get(person);
  return member !== undefined && facilitatesCircle(member, circle);
};

/** Whether they carry the meetings of this circle without being asked. */
export const carriesByDefault = (
  state: CoverReadState,
  person: PersonId,
  { circle, regular }: Pick<CoveredMeeting, 'circle' | 'regular'>,
): boolean =>
  regular.staff.includes(person) &&
  leads(state, person, circle) &&
  !carerSettingsOf(state, person).onlyWhenAsked.has(circle);

/** The answers, where the meeting is still when it was when they were given. */
export function coverEntryOf(
  { cover }: Pick<HouseState, 'cover'>,
  { meeting, start }: Pick<MeetingTime, 'meeting' | 'start'>,
): MeetingCover | null {
  const entry = cover.meetings.get(meeting);
  if (!entry) return null;
  return entry.start === start ? entry : withLapsedYes(entry);
}

/** Nobody carries a meeting at another time because of a yes; who can't has not said they can. */
export const withLapsedYes = (entry: MeetingCover): MeetingCover => ({
  ...entry,
  yes: new Map(),
  lapsed: new Set([...entry.lapsed, ...entry.yes.keys()]),
});

export function carersOf(state: CoverReadState, asked: CoveredMeeting): MeetingCarers {
  const { circle, regular } = asked;
  const entry = coverEntryOf(state, asked);
  const isThere = (person: PersonId) =>
    carriesByDefault(state, person, asked) && !entry?.cant.has(person);
  const own = regular.staff.filter(isThere);
  const yes = [...(entry?.yes.keys() ?? [])].filter(
    (person) => !own.includes(person) && leads(state, person, circle),
  );
  return { regular: own, guests: regular.guests, yes };
}

export const countCarers = ({ regular, guests, yes }: MeetingCarers): number =>
  regular.length + guests.length + yes.length;

export type CoverLevel = 'covered' | 'half-covered' | 'uncovered';

/** CVR-1. */
export function coverLevel(covered: number, wanted: number): CoverLevel {
  if (covered >= wanted) return 'covered';
  return covered > 0 ? 'half-covered' : 'uncovered';
}

export const hasFreePlace = (state: CoverReadState, asked: CoveredMeeting): boolean =>
  countCarers(carersOf(state, asked)) < asked.wanted;

/** How somebody of the staff stands to a meeting of a circle that they look after. */
export type OwnCover =
  /** They carry it, since they lead the circle. */
  | 'regular'
  /** They carry it, since they said yes. */
  | 'yes'
  | 'cant'
  /** It has a free place, and they may say yes. */
  | 'offered'
  /** They had said yes, and it was moved. */
  | 'lapsed'
  | 'none';

/**
 * `own`: what this person carries by default, over all circles. An offer never exceeds a ceiling or
 * a rest (CVR-3). Null for who does not look after the circle.
 */
export function ownCoverOf(
  state: CoverReadState,
  person: PersonId,
  asked: CoveredMeeting,
  own: readonly RegularMeeting[],
): OwnCover | null {
  if (!leads(state, person, asked.circle)) return null;
  const carers = carersOf(state, asked);
  if (carers.regular.includes(person)) return 'regular';
  if (carers.yes.includes(person)) return 'yes';
  const entry = coverEntryOf(state, asked);
  if (entry?.cant.has(person)) return 'cant';
  if (entry?.lapsed.has(person)) return 'lapsed';
  return countCarers(carers) < asked.wanted && coverProblem(state, person, asked, own) === null
    ? 'offered'
    : 'none';
}

/** A meeting of a circle that somebody leads. */
export interface RegularMeeting extends MeetingTime {
  readonly circle: CircleId;
}

const coversByPerson = oncePerState((meetings: CoverState['meetings']) => {
  const known = new Map<PersonId, RegularMeeting[]>();
  for (const [meeting, { circle, start, end, yes }] of meetings) {
    for (const person of yes.keys()) {
      known.set(person, [...(known.get(person) ?? []), { meeting, circle, start, end }]);
    }
  }
  return known;
});

/** All meetings that count for their limits: the regular ones that they can, and their yes's. */
export function carriedBy(
  state: CoverReadState,
  person: PersonId,
  own: readonly RegularMeeting[],
): MeetingTime[] {
  const { onlyWhenAsked } = carerSettingsOf(state, person);
  const regular = own.filter(
    ({ meeting, circle }) =>
      !onlyWhenAsked.has(circle) &&
      leads(state, person, circle) &&
      !state.cover.meetings.get(meeting)?.cant.has(person),
  );
  const said = coversByPerson(state.cover.meetings).get(person) ?? [];
  return [...regular, ...said.filter((each) => !regular.some((it) => it.meeting === each.meeting))];
}

/** What keeps this person from one more meeting (CVR-3); null when nothing does. */
export const coverProblem = (
  state: CoverReadState,
  person: PersonId,
  asked: MeetingTime,
  own: readonly RegularMeeting[],
): LimitProblem | null =>
  limitProblem(carerSettingsOf(state, person), carriedBy(state, person, own), asked);
