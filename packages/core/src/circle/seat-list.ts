/**
 * Who has a seat in a meeting to come (RHY-6). A member has one unless they said *not this time*;
 * beyond the seats they wait, in the order in which they joined, and who comes back after a *not this
 * time* is the last; who joins after that comes after them. The list moves up by itself: it follows
 * from the members and from what was said.
 *
 * Facts do not remember who said it. They carry tokens, which only the server can compute from a
 * member and the key of the meeting; the key is a word, and is erased when the meeting is over or off.
 * Then nobody can tell any more whose tokens they were.
 */
import { type EventShape, isRefusal, refuse, type Slot, type Words } from '../kernel.ts';
import type { Brand, MeetingId, Millis, PersonId } from '../vocabulary.ts';
import type { CircleEvent } from './commands.ts';
import type { PlannedMeeting } from './plan-state.ts';
import {
  type CircleCommandOf,
  type CircleDecision,
  type CircleEvolvers,
  type CircleRules,
  systemGuard,
} from './rule.ts';
import type { CircleState, Member } from './state.ts';

/** Stands for one member in the facts about one meeting. */
export type SeatToken = Brand<string, 'SeatToken'>;

/** What was said about the seats of one meeting. */
export interface SeatList {
  /** *Not this time*. */
  readonly declined: readonly SeatToken[];
  /**
   * At the end of the list, the last one last: who took it back, and since the first of them who joined.
   */
  readonly returned: readonly (SeatToken | PersonId)[];
}

/** The token of a member; `key` is the word of the meeting. By the server, which has HMAC. */
export type SeatTokenOf = (key: string, member: PersonId) => SeatToken;

export type SeatListCommand =
  /** By the server: the key of the tokens of this meeting, when it has none yet. */
  | { readonly do: 'key-seats'; readonly meeting: MeetingId; readonly key: string }
  /**
   * By the server for a member: *not this time*, or that taken back. `token` is that of the member by
   * the key of the meeting. `begun`: its doors were opened before their time.
   */
  | {
      readonly do: 'choose-seat';
      readonly meeting: MeetingId;
      readonly member: PersonId;
      readonly token: SeatToken;
      readonly wanted: boolean;
      readonly begun?: true;
    };

type SeatListEventOf<Type extends string, Facts> = EventShape & {
  readonly type: Type;
} & Readonly<Facts>;

export type SeatListEvent =
  /** With the key as a word; the key goes when the meeting is over or off. */
  | SeatListEventOf<'SeatsKeyed', { meeting: MeetingId }>
  /** *Not this time*. */
  | SeatListEventOf<'SeatDeclined', { meeting: MeetingId; token: SeatToken }>
  /** Taken back: at the end of the list. */
  | SeatListEventOf<'SeatReclaimed', { meeting: MeetingId; token: SeatToken }>
  | SeatListEventOf<'SeatsForgotten', { meetings: readonly MeetingId[] }>;

export interface SeatPlan {
  readonly seated: ReadonlySet<PersonId>;
  /** In order. */
  readonly waiting: readonly PersonId[];
  readonly declined: ReadonlySet<PersonId>;
}

export type OwnSeat = 'seat' | 'waiting' | 'not-this-time';

/** The slot of the key. */
export const seatKeySlot = (meeting: MeetingId): Slot => `meeting.${meeting}.seats`;

const emptyList: SeatList = { declined: [], returned: [] };

/** The meeting, when the circle keeps a list of seats for it; else null. */
const listedMeeting = (
  { meetings, rhythm }: Pick<CircleState, 'meetings' | 'rhythm'>,
  id: MeetingId,
): PlannedMeeting | null =>
  (rhythm && meetings.find(({ meeting, ended }) => meeting === id && !ended)) ?? null;

/** Facilitators need no seat; who may not come at the start has none. */
const needsSeat = ({ role, forgotten, exclusion, barred }: Member, start: Millis): boolean => {
  if (role === 'facilitator' || forgotten || barred !== undefined) return false;
  return exclusion === undefined || (exclusion.until !== null && exclusion.until <= start);
};

function computePlan(
  state: CircleState,
  words: Words,
  { meeting, start }: PlannedMeeting,
  tokenOf: SeatTokenOf,
): SeatPlan {
  const list = state.seatLists.get(meeting) ?? emptyList;
  const key = words.get(seatKeySlot(meeting));
  const members = [...state.members].filter(([, member]) => needsSeat(member, start));
  const declined = new Set<PersonId>();
  const returned = new Map<number, PersonId>();
  const inOrder: PersonId[] = [];
  const hasTokens = list.declined.length + list.returned.length > 0;
  for (const [id] of members) {
    const token = hasTokens && key !== undefined ? tokenOf(key, id) : null;
    // By its member where they joined since, and by its token where they came back after that.
    const place = Math.max(
      list.returned.indexOf(id),
      token === null ? -1 : list.returned.indexOf(token),
    );
    if (token !== null && list.declined.includes(token)) declined.add(id);
    else if (place === -1) inOrder.push(id);
    else returned.set(place, id);
  }
  const last = [...returned].sort(([a], [b]) => a - b).map(([, id]) => id);
  const all = [...inOrder, ...last];
  const { seats } = state.settings;
  return { seated: new Set(all.slice(0, seats)), waiting: all.slice(seats), declined };
}

/** By state and meeting; the words change with the state alone. */
const knownPlans = new WeakMap<CircleState, Map<MeetingId, SeatPlan>>();

/**
 * Who has a seat in this meeting, who waits and who said *not this time*; null where the circle keeps
 * no list: it has no rhythm, or the meeting is off or over. Nobody is shown another one's place.
 */
export function seatPlan(
  state: CircleState,
  words: Words,
  meeting: MeetingId,
  tokenOf: SeatTokenOf,
): SeatPlan | null {
  const planned = listedMeeting(state, meeting);
  if (!planned) return null;
  const known = knownPlans.get(state) ?? new Map<MeetingId, SeatPlan>();
  knownPlans.set(state, known);
  const plan = known.get(meeting) ?? computePlan(state, words, planned, tokenOf);
  known.set(meeting, plan);
  return plan;
}

/** Whether the next person who joins has a seat; undefined where there is no list. */
export const newcomerHasSeat = (
  { settings }: Pick<CircleState, 'settings'>,
  plan: SeatPlan | null,
): boolean | undefined => (plan ? plan.seated.size < settings.seats : undefined);

/** Null for who is on no list, as a facilitator. */
export function ownSeatIn(plan: SeatPlan | null, member: PersonId): OwnSeat | null {
  if (plan?.seated.has(member)) return 'seat';
  if (plan?.waiting.includes(member)) return 'waiting';
  return plan?.declined.has(member) ? 'not-this-time' : null;
}

/** One's own place on the waiting list, from 1; null when one does not wait. */
export function waitingPlaceIn(plan: SeatPlan | null, member: PersonId): number | null {
  const place = plan?.waiting.indexOf(member) ?? -1;
  return place === -1 ? null : place + 1;
}

const areDoorsOpen = (
  { settings }: Pick<CircleState, 'settings'>,
  { start }: PlannedMeeting,
  now: Millis,
): boolean => now >= start - settings.doorsLead;

/** The first key stays. Refusal: `closed` where there is no list. */
function keySeats(
  state: CircleState,
  { meeting, key }: CircleCommandOf<'key-seats'>,
): CircleDecision {
  if (!listedMeeting(state, meeting)) return refuse('closed');
  return state.seatLists.has(meeting)
    ? []
    : [{ type: 'SeatsKeyed', meeting, words: { [seatKeySlot(meeting)]: key } }];
}

/**
 * Refusals: `closed` where there is no list, `not-yours` for who needs no seat, and `stale` for a *not
 * this time* once the doors are open: from then on the list moves up no more. Who takes it back then
 * is still the last.
 */
function chooseSeat(
  state: CircleState,
  { meeting, member, token, wanted, begun }: CircleCommandOf<'choose-seat'>,
  now: Millis,
): CircleDecision {
  const planned = listedMeeting(state, meeting);
  if (!planned) return refuse('closed');
  const known = state.members.get(member);
  if (!known || !needsSeat(known, planned.start)) return refuse('not-yours');
  const list = state.seatLists.get(meeting);
  if (wanted) {
    return list?.declined.includes(token) ? [{ type: 'SeatReclaimed', meeting, token }] : [];
  }
  if (list?.declined.includes(token)) return [];
  if (!list || begun || areDoorsOpen(state, planned, now)) return refuse('stale');
  return [{ type: 'SeatDeclined', meeting, token }];
}

export const seatListRules: CircleRules<'key-seats' | 'choose-seat'> = {
  'key-seats': { may: systemGuard, decide: (command, { state }) => keySeats(state, command) },
  'choose-seat': {
    may: systemGuard,
    decide: (command, { state, now }) => chooseSeat(state, command, now),
  },
};

/**
 * The decision, and with it the end of the lists of meetings that it ends or takes off: key and tokens
 * go in the same commit.
 */
export function withSeatsForgotten(
  state: CircleState,
  decision: CircleDecision,
  reach: (events: readonly CircleEvent[]) => CircleState,
): CircleDecision {
  if (isRefusal(decision) || decision.length === 0 || state.seatLists.size === 0) return decision;
  const after = reach(decision);
  const over = [...after.seatLists.keys()].filter((meeting) => !listedMeeting(after, meeting));
  if (over.length === 0) return decision;
  const erases = over.map(seatKeySlot);
  return [...decision, { type: 'SeatsForgotten', meetings: over, erases }];
}

const changeReturned = (
  seatLists: CircleState['seatLists'],
  change: (returned: SeatList['returned']) => SeatList['returned'],
): CircleState['seatLists'] =>
  new Map([...seatLists].map(([id, list]) => [id, { ...list, returned: change(list.returned) }]));

/** Who joins is behind everybody, also behind those who came back. */
export const withNewcomer = (
  seatLists: CircleState['seatLists'],
  member: PersonId,
): CircleState['seatLists'] =>
  changeReturned(seatLists, (returned) => (returned.length > 0 ? [...returned, member] : returned));

export const withoutNewcomer = (
  seatLists: CircleState['seatLists'],
  member: PersonId,
): CircleState['seatLists'] =>
  changeReturned(seatLists, (returned) => returned.filter((each) => each !== member));

const withList = (
  state: CircleState,
  { meeting, token }: { readonly meeting: MeetingId; readonly token: SeatToken },
  side: keyof SeatList,
): CircleState => {
  const { declined, returned } = state.seatLists.get(meeting) ?? emptyList;
  const others = {
    declined: declined.filter((each) => each !== token),
    returned: returned.filter((each) => each !== token),
  };
  const list = { ...others, [side]: [...others[side], token] };
  return { ...state, seatLists: new Map(state.seatLists).set(meeting, list) };
};

export const seatListEvolvers: CircleEvolvers<
  'SeatsKeyed' | 'SeatDeclined' | 'SeatReclaimed' | 'SeatsForgotten'
> = {
  SeatsKeyed: (state, { meeting }) => ({
    ...state,
    seatLists: new Map(state.seatLists).set(meeting, emptyList),
  }),
  SeatDeclined: (state, fact) => withList(state, fact, 'declined'),
  SeatReclaimed: (state, fact) => withList(state, fact, 'returned'),
  SeatsForgotten(state, { meetings }) {
    const seatLists = new Map(state.seatLists);
    for (const meeting of meetings) seatLists.delete(meeting);
    return { ...state, seatLists };
  },
};
