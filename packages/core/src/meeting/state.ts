/**
 * What is known of a meeting at one version: the slices of all its concepts, side by side.
 * Only facts are in here. Texts are named by their slots; names and messages lie elsewhere.
 */

import { oncePerState, type Slot } from '../kernel.ts';
import { PersistentList } from '../persistent-list.ts';
import type { CircleSettings } from '../settings.ts';
import { defaultSettings } from '../settings.ts';
import type {
  CircleId,
  MeetingId,
  MessageId,
  Millis,
  Mode,
  PersonId,
  Phase,
  ReceiptId,
  TurnId,
} from '../vocabulary.ts';
import type { MeetingOutboxEntry } from './outbox.ts';
import type {
  AgreementMark,
  Attendee,
  Floor,
  MeetingMessage,
  PendingExclusion,
  PersonSpeech,
  RecordedTrace,
  ResonanceFacts,
  ResponseSubject,
  Responses,
  Round,
  Turn,
} from './slices.ts';

export type * from './slices.ts';

export interface MeetingState {
  readonly circle: CircleId;
  readonly meeting: MeetingId;
  readonly settings: CircleSettings;
  /** The revision of the circle's settings that it follows. */
  readonly settingsRevision: number;
  readonly start: Millis;
  readonly end: Millis;
  /** The revision of the circle's plan that it follows. */
  readonly planRevision: number;
  /** Does not take place: it is closed, and was never held (RHY-3). */
  readonly calledOff: boolean;
  readonly phase: Phase;
  readonly phaseSince: Millis;
  /** The end has come; closing begins when the floor is free (PHA-4). */
  readonly endReached: boolean;
  /** When the words go; null before closing. */
  readonly wordsUntil: Millis | null;
  readonly locked: boolean;
  /** Joining has paused by itself since then; null when it has not (LIM-2). */
  readonly pausedAt: Millis | null;
  /** When joining was resumed last (LIM-2). */
  readonly resumedAt: Millis | null;
  readonly lead: PersonId | null;
  /** Gone since then; `over` once the grace has passed (FAC-1). */
  readonly leadAway: { readonly since: Millis; readonly over: boolean } | null;
  /** Lost the lead by absence; it is offered back, not taken (FAC-1). */
  readonly formerLead: PersonId | null;
  /** No facilitator is there (FAC-2). */
  readonly unattended: {
    readonly since: Millis;
    /** A holder has finished meanwhile. */
    readonly finished: boolean;
    /** When the waiting for them was over; null while it goes on. */
    readonly over: Millis | null;
  } | null;
  readonly noShow: boolean;
  /** Since when; null while there is none, and where it began before this was kept. */
  readonly noShowSince: Millis | null;
  readonly closingPrompted: boolean;
  /** Under which version something is said now, and since when: the marks, oldest first (AGR-2). */
  readonly agreements: { readonly version: number; readonly marks: readonly AgreementMark[] };
  readonly people: ReadonlyMap<PersonId, Attendee>;
  /** Listeners who asked for a seat, the first one first; see `seatQueueOf` (RHY-6). */
  readonly seatQueue: readonly PersonId[];
  /** No seat is kept any longer for who has not come. */
  readonly seatsReleased: boolean;
  readonly floor: Floor;
  /** How often facilitators changed the floor, and when each of them last did (RND-18). */
  readonly touches: number;
  readonly touchedBy: ReadonlyMap<PersonId, number>;
  /** Also while a quiet or a hold is in between. */
  readonly responses: Responses | null;
  /** Who held the floor last (centre). */
  readonly lastHolder: PersonId | null;
  /** The last turn that ended as done, for responses that a facilitator asks for. */
  readonly lastTurn: ResponseSubject | null;
  readonly turn: Turn | null;
  /** Turns that were held when the mode changed, by the mode they come back with (FLR-2). */
  readonly kept: ReadonlyMap<Mode, Turn>;
  readonly round: Round | null;
  readonly rounds: number;
  /** What rounds left in the timeline, oldest first (RND-20). */
  readonly traces: PersistentList<RecordedTrace>;
  /** Neither spoke nor passed in the last round; first in the next (RND-8, RND-15). */
  readonly unreached: readonly PersonId[];
  /** In the last round everyone passed (RND-15). */
  readonly quietRound: boolean;
  readonly hands: readonly PersonId[];
  /** Found by their id, and the last one of a turn by the turn's. */
  readonly messages: PersistentList<MeetingMessage>;
  /** Found by the person: kept apart from `people`, which a message leaves as it was. */
  readonly speech: PersistentList<PersonSpeech>;
  /** Found by `resonanceKey`, and by the turn. */
  readonly resonance: PersistentList<ResonanceFacts>;
  /** The last turn that ended with resonance (RES-1). */
  readonly heard: TurnId | null;
  /** Whose exclusion from the organisation was asked for; a second person confirms (VOI-1). */
  readonly exclusions: ReadonlyMap<PersonId, PendingExclusion>;
  readonly outgoing: ReadonlyMap<string, MeetingOutboxEntry>;
  /** Receipts of acts in this meeting that the desk has confirmed (VOI-3). */
  readonly filed: ReadonlySet<ReceiptId>;
  /** The last report of alerts that the house has confirmed; see `reportKeys`. */
  readonly alertsTold: readonly string[];
}

/** Who resonated how with which turn or message: once each (RES-1). */
export const resonanceKey = ({ turn, message, by, kind }: Omit<ResonanceFacts, 'to'>): string =>
  JSON.stringify([turn, message, by, kind]);

export const openFloor: Floor = {
  mode: 'open',
  slow: null,
  handsOrder: 'first-come',
  since: 0,
  until: null,
  before: null,
};

export const initialMeeting: MeetingState = {
  circle: '' as CircleId,
  meeting: '' as MeetingId,
  settings: defaultSettings,
  settingsRevision: 0,
  start: 0,
  end: 0,
  planRevision: 0,
  calledOff: false,
  phase: 'scheduled',
  phaseSince: 0,
  endReached: false,
  wordsUntil: null,
  locked: false,
  pausedAt: null,
  resumedAt: null,
  lead: null,
  leadAway: null,
  formerLead: null,
  unattended: null,
  noShow: false,
  noShowSince: null,
  closingPrompted: false,
  agreements: { version: 1, marks: [] },
  people: new Map(),
  seatQueue: [],
  seatsReleased: false,
  floor: openFloor,
  touches: 0,
  touchedBy: new Map(),
  responses: null,
  lastHolder: null,
  lastTurn: null,
  turn: null,
  kept: new Map(),
  round: null,
  rounds: 0,
  traces: PersistentList.empty(),
  unreached: [],
  quietRound: false,
  hands: [],
  messages: PersistentList.empty(({ id, turn }) => (turn === null ? [id] : [id, turn])),
  speech: PersistentList.empty(({ person }) => [person]),
  resonance: PersistentList.empty((each) =>
    each.turn === null ? [resonanceKey(each)] : [resonanceKey(each), each.turn],
  ),
  heard: null,
  exclusions: new Map(),
  outgoing: new Map(),
  filed: new Set(),
  alertsTold: [],
};

/** In the meeting: sees what is said from their entering on. */
export const isInMeeting = (
  { people }: Pick<MeetingState, 'people'>,
  person: PersonId,
): boolean => {
  const whereabouts = people.get(person)?.whereabouts;
  return whereabouts === 'in' || whereabouts === 'stepped-out';
};

/** Where the message with this id is; -1 when there is none. A turn's id is no message's. */
export function messageIndexOf({ messages }: Pick<MeetingState, 'messages'>, id: string): number {
  const at = messages.indexOf(id);
  return messages.at(at)?.id === id ? at : -1;
}

export const messageWithId = (
  state: Pick<MeetingState, 'messages'>,
  id: string,
): MeetingMessage | undefined => state.messages.at(messageIndexOf(state, id));

/** Over for everyone: no chat, no floor. */
export const isMeetingOver = ({ phase }: Pick<MeetingState, 'phase'>): boolean =>
  phase === 'aftercare' || phase === 'closed' || phase === 'purged';

/** Begun, and closed by nobody yet. */
export const isUnderWay = (state: MeetingState): boolean =>
  state.phase !== 'scheduled' && state.phase !== 'doors' && !isMeetingOver(state);

/** Aftercare is over too. */
export const isMeetingEnded = ({ phase }: Pick<MeetingState, 'phase'>): boolean =>
  phase === 'closed' || phase === 'purged';

export const sharersIn = ({ people }: Pick<MeetingState, 'people'>): readonly Attendee[] =>
  groupsOf(people).sharers;

/** Facilitators who are in and have not stepped out. */
export const facilitatorsThere = ({ people }: Pick<MeetingState, 'people'>): readonly Attendee[] =>
  groupsOf(people).facilitators;

export const waitingAttendees = ({ people }: Pick<MeetingState, 'people'>): readonly Attendee[] =>
  groupsOf(people).waiting;

const attendingStatuses: ReadonlySet<Attendee['whereabouts']> = new Set([
  ...(['waiting', 'admitted', 'in', 'stepped-out'] as const),
]);

/** Is in, stepped out or not, or waits to be let in. */
export const isAttending = ({ whereabouts }: Attendee): boolean =>
  attendingStatuses.has(whereabouts);

/** Sorted once per change of the people, so that a message does not go through all of them. */
const groupsOf = oncePerState((people: MeetingState['people']) => {
  const all = [...people.values()];
  return {
    sharers: all.filter(
      ({ role, seat, whereabouts }) =>
        role === 'participant' &&
        seat === 'sharer' &&
        (whereabouts === 'in' || whereabouts === 'stepped-out'),
    ),
    facilitators: all.filter(
      ({ role, whereabouts }) => role === 'facilitator' && whereabouts === 'in',
    ),
    waiting: all.filter(({ whereabouts }) => whereabouts === 'waiting'),
  };
});

export const personNameSlot = (person: PersonId): Slot => `person.${person}.name`;
/** Label of the link this person came by. */
export const personLinkSlot = (person: PersonId): Slot => `person.${person}.link`;
const messageSlots = 'message.';
export const messageTextSlot = (message: MessageId): Slot => `${messageSlots}${message}.text`;
export const messageNoteSlot = (message: MessageId): Slot => `${messageSlots}${message}.note`;
/** Whether it holds words of a message. */
export const isMessageSlot = (slot: Slot): boolean => slot.startsWith(messageSlots);

/** The state with one attendee changed. */
export function withAttendee(
  state: MeetingState,
  person: PersonId,
  change: Partial<Attendee>,
): MeetingState {
  const attendee = state.people.get(person);
  if (!attendee) return state;
  return { ...state, people: new Map(state.people).set(person, { ...attendee, ...change }) };
}
