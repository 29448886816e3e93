/**
 * What each person may see of a meeting. Public state is the same for everyone who was let
 * in; people at the threshold see the shape of the meeting and who facilitates, and nothing
 * that was said (PHA-1). Messages begin with one's entering (PRV-2).
 */
import { alwaysAllowed } from '../commands/index.ts';
import { deskPermissions } from '../desk/index.ts';
import type { DecisionContext, Words } from '../kernel.ts';
import { exclusionStatus } from '../meeting/exclusion-status.ts';
import { handQueue } from '../meeting/hands.ts';
import { isLeadOffered } from '../meeting/lead.ts';
import { isFacilitator, meetingPermissions } from '../meeting/meeting.ts';
import { activeHands, eligibleInRound } from '../meeting/reactions.ts';
import { seatsLeft } from '../meeting/seats.ts';
import { canReadMessage } from '../meeting/speech.ts';
import type { Attendee, MeetingMessage, MeetingState } from '../meeting/state.ts';
import {
  isInMeeting,
  messageNoteSlot,
  messageTextSlot,
  personLinkSlot,
  personNameSlot,
  sharersIn,
} from '../meeting/state.ts';
import { tracesOf } from '../meeting/traces.ts';
import { isLikeFacilitator } from '../names/index.ts';
import { seededGenerator } from '../seeded-random.ts';
import type { Standing } from '../standing.ts';
import type {
  Care,
  CommandPermissions,
  FormerPerson,
  JoiningState,
  Message,
  OwnState,
  PublicPerson,
  PublicState,
  RemovedPerson,
  TurnPace,
  View,
  ViewPerson,
  WaitingAttendee,
} from '../view.ts';
import type { PersonId } from '../vocabulary.ts';

/** Who looks, from which device, and when. */
export interface Viewer extends Pick<DecisionContext<Standing>, 'now' | 'present' | 'writes'> {
  readonly person: PersonId;
  readonly standing: Standing | null;
}

export const publicStateOf = (state: MeetingState, words: Words): PublicState => {
  const { phase, start, end, settings, floor, round, turn, lead, locked, heard } = state;
  const responses = floor.mode === 'responses' ? state.responses : null;
  const hands = handQueue(state);
  const [next] = nextPeople(state);
  return {
    phase,
    start,
    end,
    doorsAt: start - settings.doorsLead,
    mode: floor.mode,
    slow: floor.slow,
    prompt: round ? (words.get(round.prompt) ?? null) : null,
    round: round?.number ?? null,
    holder: turn?.state === 'held' ? turn.person : null,
    offered: turn?.state === 'offered' ? turn.person : null,
    turn: turn?.id ?? null,
    frozen: turn?.frozenUntil != null,
    onHold: floor.mode === 'hold',
    next: next === undefined ? [] : [next],
    hands,
    lead,
    locked,
    until: floor.until,
    ask: responses?.ask ?? (turn?.state === 'held' ? turn.ask : null),
    respondTo: responses?.to ?? null,
    quietRound: state.quietRound,
    noShow: state.noShow,
    heard,
  };
};

/** Who comes by themselves; where a facilitator picks each time that is nobody (LEAD-2). */
const nextPeople = (state: MeetingState): readonly PersonId[] => {
  const { mode, handsOrder } = state.floor;
  if (mode === 'round') return eligibleInRound(state);
  return mode === 'hands' && handsOrder !== 'facilitator' ? activeHands(state) : [];
};

/** What somebody sees who was not let in: when it is, and who leads. */
const publicStateOutside = (state: MeetingState): PublicState => ({
  phase: state.phase,
  start: state.start,
  end: state.end,
  doorsAt: state.start - state.settings.doorsLead,
  mode: 'open',
  slow: null,
  prompt: null,
  round: null,
  holder: null,
  offered: null,
  turn: null,
  frozen: false,
  onHold: false,
  next: [],
  hands: [],
  lead: state.lead,
  locked: state.locked,
  until: null,
  ask: null,
  respondTo: null,
  quietRound: false,
  noShow: state.noShow,
  heard: null,
});

export const publicPersonOf = (
  { id, role, seat, whereabouts }: Attendee,
  words: Words,
  alike: ReadonlySet<PersonId>,
): PublicPerson => ({
  id,
  name: words.get(personNameSlot(id)) ?? '',
  role,
  seat,
  steppedOut: whereabouts === 'stepped-out',
  ...(alike.has(id) ? { likeness: true as const } : {}),
});

/**
 * Whose name can be taken for that of a facilitator of this meeting, or for somebody else's in
 * the circle; a facilitator's name always stands (VOI-11).
 */
export function confusableNamesIn(state: MeetingState, words: Words): ReadonlySet<PersonId> {
  const name = (id: PersonId) => words.get(personNameSlot(id)) ?? '';
  const everybody = [...state.people.values()];
  const facilitators = everybody.filter(({ role }) => role === 'facilitator');
  const names = facilitators.map(({ id }) => name(id)).filter((each) => each !== '');
  const alike = everybody.filter(
    ({ id, role, likeness }) =>
      role !== 'facilitator' &&
      (likeness || names.some((each) => isLikeFacilitator(name(id), each))),
  );
  return new Set(alike.map(({ id }) => id));
}

/** Everybody who is in, in the order of their entering. */
export function peopleOf(state: MeetingState, words: Words): PublicPerson[] {
  const alike = confusableNamesIn(state, words);
  return [...state.people.values()]
    .filter(({ id }) => isInMeeting(state, id))
    .map((attendee) => publicPersonOf(attendee, words, alike));
}

/** Whose words are in this timeline, and who is no longer in. */
function formerPeopleOf(
  state: MeetingState,
  words: Words,
  read: readonly MeetingMessage[],
): FormerPerson[] {
  const writers = new Set(read.map(({ by }) => by));
  return [...state.people.values()]
    .filter(({ id }) => writers.has(id) && !isInMeeting(state, id))
    .map(({ id, role }) => ({ id, name: words.get(personNameSlot(id)) ?? '', role }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const messageOf = (said: MeetingMessage, words: Words): Message => ({
  id: said.id,
  by: said.by,
  text: said.gone ? '' : (words.get(messageTextSlot(said.id)) ?? ''),
  turn: said.turn,
  at: said.at,
  ...(said.facilitation ? { facilitation: true as const } : {}),
  ...(said.noted && !said.gone ? { note: words.get(messageNoteSlot(said.id)) ?? '' } : {}),
  ...(said.held && !said.gone ? { held: true as const } : {}),
  ...(said.gone === 'withdrawn' ? { withdrawn: true as const } : {}),
  ...(said.gone === 'removed' ? { removed: true as const } : {}),
});

/** All that this person may read, oldest first; nothing from before they entered (PRV-2). */
function messagesReadableBy(state: MeetingState, person: PersonId): readonly MeetingMessage[] {
  const me = state.people.get(person);
  if (!me || !isInMeeting(state, person) || state.phase === 'purged') return [];
  return state.messages.filter(
    (said, at) => canReadMessage(me, said, at) && !me.hidden.includes(said.by),
  );
}

export const timelineOf = (state: MeetingState, words: Words, person: PersonId): Message[] =>
  messagesReadableBy(state, person).map((said) => messageOf(said, words));

/** What of `mine` the desk and the circle know. */
type KeyOutsideMeeting = 'receipts' | 'threads' | 'reports' | 'helpWaits' | 'intention';

/** The part only this viewer gets; facilitators' care and waiting room with it. */
export interface PrivateView {
  readonly mine: Omit<OwnState, KeyOutsideMeeting>;
  readonly care?: Readonly<Record<PersonId, Care>>;
  readonly waiting?: readonly WaitingAttendee[];
  readonly pace?: TurnPace | null;
  readonly endsSoon?: boolean;
  readonly oneSharer?: boolean;
  readonly removed?: readonly RemovedPerson[];
  readonly joining?: JoiningState;
}

export function privateViewOf(state: MeetingState, words: Words, viewer: Viewer): PrivateView {
  const { person, standing, writes, now, present } = viewer;
  const me = state.people.get(person) ?? null;
  const leads = isFacilitator(state, standing, person);
  const can = canOf(state, viewer, me);
  const mine: PrivateView['mine'] = {
    person,
    name: standing?.name ?? words.get(personNameSlot(person)) ?? '',
    role: leads ? 'facilitator' : 'participant',
    seat: me?.seat ?? 'sharer',
    whereabouts: me?.whereabouts ?? 'outside',
    here: me?.whereabouts === 'in',
    writes,
    can,
    canSay: can.say,
    place: queuePlaceOf(state, person),
    again: isOfferedAgain(state, person),
    handPlace: handQueue(state).indexOf(person) + 1 || null,
    ...(me?.mute ? { mutedUntil: me.mute.until } : {}),
    time: turnTimeNoteOf(state, person),
    hidden: me?.hidden ?? [],
    leadOffered: isLeadOffered(state, person),
    floor: leads && isInMeeting(state, person) ? state.touches : 0,
    resonance: resonanceFor(state, person),
  };
  if (!leads || !isInMeeting(state, person) || isViewerShutOut(state, viewer)) return { mine };
  return {
    mine,
    care: careOf(state, words),
    waiting: waitingPeople(state, words),
    pace: turnPaceOf(state),
    endsSoon: state.closingPrompted && (state.phase === 'opening' || state.phase === 'body'),
    oneSharer: isSingleSharer(state, present),
    removed: removedPeople(state, words),
    joining: { pausedAt: state.pausedAt, seatsLeft: seatsLeft(state) },
  };

  function canOf(at: MeetingState, by: Viewer, self: Attendee | null): CommandPermissions {
    const asked = {
      state: at,
      who: by.person,
      me: self,
      now,
      standing,
      present,
      writes,
      draw: seededGenerator(''),
      facilitates: leads,
    };
    return { ...meetingPermissions(asked), ...deskPermissions(leads), ...alwaysAllowed };
  }
}

/** VOI-7: nothing of the meeting is left to them but that it is. */
const isViewerShutOut = (state: MeetingState, { person, standing, now }: Viewer): boolean =>
  exclusionStatus(state, { person, ...standing }, now) !== null;

/** 1 for the one who is offered or holds; then those still to come, or the hands. */
function queuePlaceOf(state: MeetingState, person: PersonId): number | null {
  const { turn, floor } = state;
  const queue = floor.mode === 'round' ? eligibleInRound(state) : handQueue(state);
  const line = turn ? [turn.person, ...queue.filter((each) => each !== turn.person)] : queue;
  const place = line.indexOf(person);
  return place < 0 ? null : place + 1;
}

/** Why they come once more is not said: after a pass, `later` and an offer that ran out alike (TRN-6). */
function isOfferedAgain({ round, turn, floor }: MeetingState, person: PersonId): boolean {
  const place = round?.upcoming.find((each) => each.person === person);
  const offered = turn?.state === 'offered' && floor.mode === 'round' && turn.person === person;
  return ((offered ? turn.stage : place?.stage) ?? 0) > 0;
}

/** RES-1: gathered while the turn lasts, given to the sharer when it is over. */
const resonanceFor = (state: MeetingState, person: PersonId): OwnState['resonance'] =>
  state.resonance
    .filter(({ to, turn }) => to === person && (turn === null || !isTurnUnfinished(state, turn)))
    .filter(({ by }) => !state.people.get(person)?.hidden.includes(by))
    .map(({ turn, message, by, kind }) => ({ turn, message, by, kind }));

const isTurnUnfinished = (state: MeetingState, turn: MeetingMessage['turn']): boolean =>
  state.turn?.id === turn || [...state.kept.values()].some(({ id }) => id === turn);

/** TRN-5: only to the holder, and only that much or all of the soft length is over. */
function turnTimeNoteOf({ turn }: MeetingState, person: PersonId): OwnState['time'] {
  if (turn?.person !== person || turn.state !== 'held' || turn.noted === 0) return null;
  return turn.noted === 80 ? 'near' : 'over';
}

const turnPaceOf = ({ turn, settings }: MeetingState): TurnPace | null =>
  turn?.state === 'held'
    ? { soft: settings.turn, used: turn.used, since: turn.runningSince }
    : null;

function careOf(state: MeetingState, words: Words): Record<PersonId, Care> {
  const places = state.round?.upcoming.map(({ person }) => person) ?? [];
  const care: Record<PersonId, Care> = {};
  for (const { id, turns, mute, warned, before } of state.people.values()) {
    if (!isInMeeting(state, id)) continue;
    care[id] = {
      turns,
      link: words.get(personLinkSlot(id)) ?? '',
      ...(before ? { before } : {}),
      ...(mute ? { mutedUntil: mute.until } : {}),
      ...(warned ? { warned } : {}),
      ...exclusionRequestOf(state, words, id),
      ...(places.includes(id) ? { place: places.indexOf(id) + 1 } : {}),
      ...(isOfferedAgain(state, id) ? { again: true as const } : {}),
    };
  }
  return care;
}

function exclusionRequestOf(
  state: MeetingState,
  words: Words,
  person: PersonId,
): Pick<Care, 'exclusionAsked'> {
  const asked = state.exclusions.get(person);
  return asked ? { exclusionAsked: { ...asked, note: words.get(asked.note) ?? '' } } : {};
}

/** RND-15: how a round goes on with one sharer alone is a question to the facilitator. */
const isSingleSharer = (state: MeetingState, present: Viewer['present']): boolean =>
  state.round !== null &&
  sharersIn(state).filter(({ id, whereabouts }) => whereabouts === 'in' && present(id) !== 'away')
    .length === 1;

const removedPeople = (state: MeetingState, words: Words): RemovedPerson[] =>
  [...state.people.values()]
    .filter(({ whereabouts }) => whereabouts === 'removed' || whereabouts === 'turned-away')
    .map(({ id, excluded, barred }) => ({
      ...{ id, name: words.get(personNameSlot(id)) ?? '' },
      ...(excluded ? { excluded } : {}),
      ...(barred ? { byOrganisation: true as const } : {}),
      ...exclusionRequestOf(state, words, id),
    }));

/** Who asks in, with the link they came by and whether they were here before (VOI-11). */
function waitingPeople(state: MeetingState, words: Words): WaitingAttendee[] {
  const alike = confusableNamesIn(state, words);
  return [...state.people.values()]
    .filter(({ whereabouts }) => whereabouts === 'waiting' || whereabouts === 'admitted')
    .map(({ id, seat, since, firstTime, before, came, whereabouts, awaySince }) => ({
      id,
      name: words.get(personNameSlot(id)) ?? '',
      seat,
      since,
      firstTime,
      admitted: whereabouts === 'admitted',
      ...(awaySince === null ? {} : { away: true as const }),
      link: words.get(personLinkSlot(id)) ?? '',
      came: came ?? null,
      known: before,
      ...(alike.has(id) ? { likeness: true as const } : {}),
    }));
}

/** The whole view but for what the desk and the circle add to it. */
export type MeetingView = Omit<View, 'mine' | 'desk'> & { readonly mine: PrivateView['mine'] };

/** With so many of the newest messages at most. */
export function meetingViewOf(
  state: MeetingState,
  words: Words,
  viewer: Viewer,
  most = Number.POSITIVE_INFINITY,
): MeetingView {
  const { mine, care, ...more } = privateViewOf(state, words, viewer);
  const shut = isViewerShutOut(state, viewer);
  const inside = isInMeeting(state, viewer.person) && !shut;
  const outside = publicStateOutside(state);
  const stage = inside
    ? publicStateOf(state, words)
    : { ...outside, ...(shut && { lead: null, locked: false }) };
  const people = peopleOf(state, words).filter(
    ({ role }) => !shut && (inside || role === 'facilitator'),
  );
  const hides = (person: PersonId) => mine.hidden.includes(person);
  const read = shut ? [] : messagesReadableBy(state, viewer.person);
  return {
    ...stage,
    hands: stage.hands.filter((person) => !hides(person)),
    people: people.map(
      (person): ViewPerson => ({
        ...person,
        name: hides(person.id) ? '' : person.name,
        ...care?.[person.id],
        here: !person.steppedOut && viewer.present(person.id) !== 'away',
      }),
    ),
    past: formerPeopleOf(state, words, read),
    timeline: read.slice(-most).map((said) => messageOf(said, words)),
    traces: shut ? [] : tracesOf(state, words, viewer.person),
    mine,
    ...more,
  };
}
