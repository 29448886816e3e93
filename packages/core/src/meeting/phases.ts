/**
 * The phases of a meeting and who leads it (PHA-1 to PHA-6). Nothing here cuts anyone off:
 * the end only asks for closing, which begins when the floor is free.
 */
import { firstRefusal, refuse } from '../kernel.ts';
import type { Millis, Phase } from '../vocabulary.ts';
import { enterMeeting, removedGuard } from './attendance.ts';
import type { MeetingEvent } from './events.ts';
import type { MeetingEvolvers, MeetingRules } from './rule.ts';
import {
  closedGuard,
  facilitatorGuard,
  floorFacilitatorGuard,
  notFacilitatorGuard,
  notHereGuard,
  writesElsewhereGuard,
} from './rule.ts';
import type { MeetingState } from './state.ts';
import { openFloor } from './state.ts';
import { withRoundEndTrace } from './traces.ts';

/** A meeting that nobody closes ends by itself so long after its end, so that words are purged. */
export const overrunLimit: Millis = 60 * 60 * 1000;

/** So long before the end the facilitators are reminded of a closing round (PHA-3). */
export const closingPromptLead: Millis = 10 * 60 * 1000;

/** Held too long without a facilitator: it closes gently, with a line for the organiser (FAC-5). */
export const abandonMeeting = (
  state: Pick<MeetingState, 'settings'>,
  now: Millis,
): MeetingEvent[] => [{ type: 'Abandoned', at: now }, ...beginAftercare(state, now)];

/** Into aftercare; the promised time of the words begins to run (PHA-5, PHA-6). */
export const beginAftercare = (
  state: Pick<MeetingState, 'settings'>,
  now: Millis,
): MeetingEvent[] => [
  {
    type: 'PhaseChanged',
    phase: 'aftercare',
    at: now,
    wordsUntil: now + state.settings.retention,
  },
];

const livePhases: readonly Phase[] = ['opening', 'body', 'closing'];

export const phaseRules: MeetingRules<'open-doors' | 'begin' | 'set-phase' | 'extend' | 'close'> = {
  'open-doors': {
    // A facilitator may ask before they are in.
    may: (asked) =>
      firstRefusal(
        closedGuard(asked),
        removedGuard(asked),
        notFacilitatorGuard(asked),
        writesElsewhereGuard(asked),
      ),
    decide(_command, asked) {
      const { state, who, now } = asked;
      if (state.phase !== 'scheduled') return [];
      return [
        { type: 'PhaseChanged', phase: 'doors', at: now },
        ...(asked.me?.whereabouts === 'in' ? [] : enterMeeting(asked, 'sharer', false)),
        { type: 'LeadTaken', person: who },
      ];
    },
  },
  begin: {
    may: (asked) =>
      firstRefusal(
        closedGuard(asked),
        asked.state.phase === 'scheduled' && 'not-open-yet',
        notHereGuard(asked),
        notFacilitatorGuard(asked),
        writesElsewhereGuard(asked),
      ),
    decide(_command, { state, who, now }) {
      if (state.phase !== 'doors') return [];
      return [
        { type: 'PhaseChanged', phase: 'opening', at: now },
        ...(state.lead === null ? [{ type: 'LeadTaken', person: who } as const] : []),
      ];
    },
  },
  'set-phase': {
    may: floorFacilitatorGuard,
    decide({ phase }, { state, now }) {
      if (phase === state.phase) return [];
      if (phase === 'aftercare') return beginAftercare(state, now);
      if (!livePhases.includes(phase)) return refuse('bad-order');
      return [{ type: 'PhaseChanged', phase, at: now }];
    },
  },
  extend: {
    may: facilitatorGuard,
    decide: ({ minutes }, { state, now }) => [
      { type: 'MeetingExtended', end: Math.max(state.end, now) + minutes * 60_000 },
    ],
  },
  close: {
    may: facilitatorGuard,
    decide: (_command, { state, now }) => beginAftercare(state, now),
  },
};

export const phaseEvolvers: MeetingEvolvers<
  | 'MeetingScheduled'
  | 'PhaseChanged'
  | 'EndReached'
  | 'MeetingExtended'
  | 'ClosingPrompted'
  | 'Abandoned'
> = {
  MeetingScheduled: (
    state,
    { circle, meeting, start, end, settings, revision = 0, settingsRevision = 0 },
  ) => ({
    ...state,
    circle,
    meeting,
    start,
    end,
    planRevision: revision,
    // A meeting that was planned before a setting existed has its default.
    settings: { ...state.settings, ...settings },
    settingsRevision,
  }),
  PhaseChanged(state, { phase, at, wordsUntil }) {
    const next = { ...state, phase, phaseSince: at, wordsUntil: wordsUntil ?? state.wordsUntil };
    if (phase !== 'aftercare' && phase !== 'closed') return next;
    // Nobody holds anything once it is over; what was said stays until the promised date.
    const traces = withRoundEndTrace(state);
    const over = { traces, turn: null, kept: new Map(), round: null, hands: [], responses: null };
    const seats = { seatQueue: [] };
    return { ...next, ...over, ...seats, floor: { ...openFloor, since: at } };
  },
  EndReached: (state) => ({ ...state, endReached: true }),
  MeetingExtended: (state, { end }) => ({
    ...state,
    end,
    endReached: false,
    closingPrompted: false,
  }),
  ClosingPrompted: (state) => ({ ...state, closingPrompted: true }),
  Abandoned: (state, { at }) => ({
    ...state,
    outgoing: new Map(state.outgoing).set('abandoned', { to: 'desk', incident: 'abandoned', at }),
  }),
};
