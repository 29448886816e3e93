/**
 * What is due when, computed from the state alone, so that any node can find it out after any
 * outage. A due command that has become untrue decides to nothing.
 */
import { type Deadline, oncePerSlices } from '../kernel.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import {
  type DeadlineState,
  deadlineSlices,
  isBeforeBegin,
  isFacilitated,
  isGathered,
} from './deadline-state.ts';
import type { MeetingEvent } from './events.ts';
import { endTemporaryMode } from './floor.ts';
import { joiningPauseDuration } from './joining-pause.ts';
import { unattendedDeadline } from './lead.ts';
import { abandonMeeting, beginAftercare, closingPromptLead, overrunLimit } from './phases.ts';
import { unreachedPeople } from './round.ts';
import { seatsReleaseDeadline } from './seat-queue.ts';
import { waitingDeadlines } from './seats.ts';
import type { MeetingState } from './state.ts';
import { isMeetingOver } from './state.ts';
import type { MeetingDeadlineKind, MeetingSystemCommand } from './system-commands.ts';
import { nextTurnNoteAt, turnNotes } from './turn-clock.ts';

export interface MeetingDeadline extends Deadline<MeetingSystemCommand> {
  /** About the floor or who is there: waits while people come back after a restart (RND-17). */
  readonly floor: boolean;
  readonly events: (now: Millis) => readonly MeetingEvent[];
}

/** One deadline without its name. */
interface Due {
  readonly at: Millis | null;
  readonly events: MeetingDeadline['events'];
  readonly floor?: true;
  readonly person?: PersonId;
}
/** One entry for each kind; a kind without an entry does not compile. */
type DeadlineTable = Readonly<
  Record<MeetingDeadlineKind, (state: DeadlineState) => readonly Due[]>
>;

/** The event types that say until when something lasts. */
type TemporaryEventType = Extract<MeetingEvent, { readonly until: Millis | null }>['type'];

/**
 * Which deadline ends what an event with `until` begins; a new one without an entry does not
 * compile. `null`: no deadline of the meeting, because the time is compared when it is read.
 */
export const deadlineOfEvent: Readonly<Record<TemporaryEventType, MeetingDeadlineKind | null>> = {
  FloorSet: 'floor-ends',
  ResponsesBegan: 'responses',
  TurnOffered: 'offer',
  OfferExtended: 'offer',
  OfferHidden: 'offer',
  OfferShown: 'offer',
  OfferedBack: 'offer',
  TurnFrozen: 'freeze',
  RoundWaits: 'round-waits',
  Muted: 'mute',
  Excluded: null,
};

const changePhase = (phase: 'doors' | 'closed' | 'purged') => (at: Millis) => [
  { type: 'PhaseChanged', phase, at } as const,
];
const setTurnAside =
  ({ turn }: DeadlineState) =>
  (at: Millis) =>
    turn
      ? [{ type: 'TurnEnded', turn: turn.id, person: turn.person, how: 'aside', at } as const]
      : [];
const endFloor = (state: DeadlineState) => (now: Millis) => endTemporaryMode({ state, now });

const phaseDeadlines = {
  doors: ({ phase, start, settings }) =>
    phase === 'scheduled' ? [{ at: start - settings.doorsLead, events: changePhase('doors') }] : [],
  end(state) {
    // Nobody began it: it is over when its time is over, also where no node ran then.
    if (isBeforeBegin(state)) {
      return [{ at: state.end, events: () => beginAftercare(state, state.end) }];
    }
    const waits = isGathered(state) && !state.endReached;
    return waits ? [{ at: state.end, events: () => [{ type: 'EndReached' }] }] : [];
  },
  // From the moment that was due: the promised date of the words is not put off by an outage (PHA-6).
  overrun: (state) => {
    const at = state.end + overrunLimit;
    return isGathered(state) ? [{ at, events: () => beginAftercare(state, at) }] : [];
  },
  aftercare: ({ phase, phaseSince, settings }) =>
    phase === 'aftercare'
      ? [{ at: phaseSince + settings.aftercare, events: changePhase('closed') }]
      : [],
  purge: ({ phase, wordsUntil }) =>
    phase === 'aftercare' || phase === 'closed'
      ? [{ at: wordsUntil, events: changePhase('purged') }]
      : [],
} satisfies Partial<DeadlineTable>;

const turnDeadlines = {
  // TRN-1
  offer: (state) =>
    state.turn?.state === 'offered'
      ? [{ at: state.turn.until, events: setTurnAside(state), floor: true }]
      : [],
  // RND-6
  'offered-away': (state) =>
    state.turn?.state === 'offered' && state.turn.awaySince !== null
      ? [
          {
            at: state.turn.awaySince + state.settings.offeredGrace,
            events: setTurnAside(state),
            floor: true,
          },
        ]
      : [],
  // RND-7
  freeze: (state) =>
    state.turn?.state === 'held'
      ? [{ at: state.turn.frozenUntil, events: setTurnAside(state), floor: true }]
      : [],
  'round-waits': ({ round, floor }) =>
    round && floor.mode === 'round'
      ? [
          {
            at: round.waitsUntil,
            events: () => [
              { type: 'RoundEnded', round: round.id, unreached: unreachedPeople(round) },
            ],
            floor: true,
          },
        ]
      : [],
  // TRN-5
  'turn-note': (state) => [
    { at: nextTurnNoteAt(state), events: (now) => turnNotes(state, now), floor: true },
  ],
} satisfies Partial<DeadlineTable>;

const floorDeadlines = {
  responses: (state) =>
    state.floor.before && state.floor.mode === 'responses'
      ? [{ at: state.floor.until, events: endFloor(state), floor: true }]
      : [],
  'floor-ends': (state) =>
    state.floor.before && state.floor.mode !== 'responses'
      ? [{ at: state.floor.until, events: endFloor(state) }]
      : [],
} satisfies Partial<DeadlineTable>;

const leadDeadlines = {
  // FAC-1
  lead: ({ leadAway, settings }) =>
    leadAway && !leadAway.over
      ? [
          {
            at: leadAway.since + settings.leadGrace,
            events: () => [{ type: 'LeadGraceOver' }],
            floor: true,
          },
        ]
      : [],
  // FAC-2: first the circle is held.
  unattended: (state) =>
    isGathered(state) && state.unattended?.over === null
      ? [
          {
            at: unattendedDeadline(state),
            events: (at) => [{ type: 'UnattendedGraceOver', at }],
            floor: true,
          },
        ]
      : [],
  // FAC-5: much later it closes gently.
  'hold-limit'(state) {
    const over = state.unattended?.over ?? null;
    if (!isGathered(state) || over === null || state.floor.mode !== 'hold') return [];
    // So long after the holder has finished: the hold counts, not the absence.
    const at = Math.max(state.floor.since, over) + state.settings.holdLimit;
    return [{ at, events: (now) => abandonMeeting(state, now), floor: true }];
  },
  // FAC-6
  'no-show'(state) {
    const { start, settings, leadAway } = state;
    if (!isBeforeBegin(state) || state.noShow || isFacilitated(state)) return [];
    const grace = leadAway ? leadAway.since + settings.leadGrace : 0;
    const at = Math.max(start + settings.noShow, grace);
    const due: Due = { at, events: (now) => [{ type: 'NoShow', at: now }] };
    return [leadAway === null ? due : { ...due, floor: true }];
  },
} satisfies Partial<DeadlineTable>;

const attendanceDeadlines = {
  // PHA-3
  'closing-prompt': (state) =>
    isGathered(state) && state.phase !== 'closing' && !state.closingPrompted
      ? [{ at: state.end - closingPromptLead, events: () => [{ type: 'ClosingPrompted' }] }]
      : [],
  // LIM-1
  'waiting-gone': (state) =>
    isMeetingOver(state)
      ? []
      : waitingDeadlines(state).map(({ person, at }) => ({
          at,
          events: () => [{ type: 'WaitingEnded', person }],
          person,
          floor: true,
        })),
  // RHY-6
  'seats-kept': (state) => [
    { at: seatsReleaseDeadline(state), events: (at) => [{ type: 'SeatsReleased', at }] },
  ],
  'pause-ends': (state) =>
    isMeetingOver(state) || state.pausedAt === null
      ? []
      : [
          {
            at: state.pausedAt + joiningPauseDuration,
            events: (at) => [{ type: 'JoiningResumed', at }],
          },
        ],
  mute: (state) =>
    isMeetingOver(state)
      ? []
      : [...state.people.values()].flatMap(({ id, mute }) =>
          typeof mute?.until === 'number'
            ? [
                {
                  at: mute.until,
                  events: () => [{ type: 'Unmuted', person: id, carried: false } as const],
                  person: id,
                },
              ]
            : [],
        ),
} satisfies Partial<DeadlineTable>;

const deadlineTable: DeadlineTable = {
  ...phaseDeadlines,
  ...turnDeadlines,
  ...floorDeadlines,
  ...leadDeadlines,
  ...attendanceDeadlines,
};
const deadlineKinds = Object.keys(deadlineTable) as MeetingDeadlineKind[];

/** In no order of time. One list for all, the same until something that it follows from changes. */
export const meetingDeadlines = oncePerSlices<
  MeetingState,
  keyof DeadlineState,
  readonly MeetingDeadline[]
>(deadlineSlices, (state) =>
  deadlineKinds.flatMap((what) =>
    deadlineTable[what](state).flatMap(({ at, events, floor = false, ...of }) =>
      at === null ? [] : [{ at, floor, command: { do: 'due', what, ...of }, events }],
    ),
  ),
);
