/**
 * What each person sees of a meeting: the public state, which is the same for all who are in, and
 * their own part. A person at the threshold sees when the meeting is and who facilitates, and no
 * message (PHA-1).
 */
import { alwaysAllowed } from '../commands/index.ts';
import { deskPermissions } from '../desk/index.ts';
import type { DecisionContext, Words } from '../kernel.ts';
import { handQueue } from '../meeting/hands.ts';
import { isLeadOffered } from '../meeting/lead.ts';
import { isFacilitator, meetingPermissions } from '../meeting/meeting.ts';
import { seatsLeft } from '../meeting/seats.ts';
import type { Attendee, MeetingMessage, MeetingState } from '../meeting/state.ts';
import { isInMeeting, personNameSlot, sharersIn } from '../meeting/state.ts';
import { tracesOf } from '../meeting/traces.ts';
import type { OwnState } from '../own-state.ts';
import { hideInLists } from '../public-state.ts';
import { seededGenerator } from '../seeded-random.ts';
import type { Standing } from '../standing.ts';
import type {
  Care,
  CommandPermissions,
  JoiningState,
  RemovedPerson,
  TurnPace,
  View,
  ViewPerson,
  WaitingAttendee,
} from '../view.ts';
import type { PersonId } from '../vocabulary.ts';
import { exclusionStatus } from './exclusion.ts';
import { careOf, formerPeopleOf, peopleOf, removedPeople, waitingPeople } from './people.ts';
import { publicStateOf, publicStateOutside } from './public-state.ts';
import { isOfferedAgain, queuePlaceOf } from './queue-place.ts';
import { messageOf, messagesReadableBy } from './redaction.ts';

/** Who looks, from which device, and when. */
export interface Viewer extends Pick<DecisionContext<Standing>, 'now' | 'present' | 'writes'> {
  readonly person: PersonId;
  readonly standing: Standing | null;
}

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

/** RND-15: how a round goes on with one sharer alone is a question to the facilitator. */
const isSingleSharer = (state: MeetingState, present: Viewer['present']): boolean =>
  state.round !== null &&
  sharersIn(state).filter(({ id, whereabouts }) => whereabouts === 'in' && present(id) !== 'away')
    .length === 1;

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
    ...hideInLists(stage, hides),
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
