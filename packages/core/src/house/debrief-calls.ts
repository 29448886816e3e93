/**
 * Carers who would like to talk a hard meeting over with somebody on call (CVR-5): all on call see
 * that somebody asks, the first yes has it. What is said is at the desk of the circle.
 */
import { refuse } from '../kernel.ts';
import type { CircleId, MeetingId, Millis, PersonId } from '../vocabulary.ts';
import { type HouseEvolvers, type HouseRules, isForOther, staffGuard } from './rule.ts';
import type { HouseState } from './state.ts';

export interface DebriefCall {
  readonly circle: CircleId;
  readonly at: Millis;
  /** Who of those on call said yes; null while nobody has. */
  readonly by: PersonId | null;
}

export type DebriefCallCommand =
  /** The server has asked whether this person carried the meeting. */
  | {
      readonly do: 'ask-debrief';
      readonly staff: PersonId;
      readonly circle: CircleId;
      readonly meeting: MeetingId;
    }
  | { readonly do: 'take-debrief'; readonly staff: PersonId; readonly meeting: MeetingId };

export type DebriefCallEvent =
  | {
      readonly type: 'DebriefAsked';
      readonly circle: CircleId;
      readonly meeting: MeetingId;
      readonly at: Millis;
    }
  | {
      readonly type: 'DebriefTaken';
      readonly meeting: MeetingId;
      readonly staff: PersonId;
    };

const day: Millis = 24 * 60 * 60 * 1000;
/** So long a call is open. */
const debriefCallTime: Millis = 14 * day;
/** Who said yes finds the conversation for so long, which is longer than a desk keeps it. */
const debriefCallMemory: Millis = 120 * day;

export const openDebriefCall = (
  { debriefCalls }: Pick<HouseState, 'debriefCalls'>,
  meeting: MeetingId,
  now: Millis,
): DebriefCall | null => {
  const call = debriefCalls.get(meeting);
  return call && call.at + debriefCallTime > now ? call : null;
};

/** What this person on call may say yes to, or has; empty for everybody else. */
export const debriefCallsFor = (
  state: Pick<HouseState, 'debriefCalls' | 'staff'>,
  staff: PersonId,
  now: Millis,
): readonly (DebriefCall & { readonly meeting: MeetingId })[] =>
  state.staff.get(staff)?.roles.includes('on-call')
    ? [...state.debriefCalls]
        .filter(([meeting, { by }]) => {
          const call = openDebriefCall(state, meeting, now);
          return by === null ? call !== null : by === staff;
        })
        .map(([meeting, call]) => ({ meeting, ...call }))
    : [];

export const debriefCallRules: HouseRules<DebriefCallCommand['do']> = {
  'ask-debrief': {
    may: staffGuard,
    refuses: isForOther,
    decide: ({ circle, meeting }, { state, now }) =>
      openDebriefCall(state, meeting, now)
        ? []
        : [{ type: 'DebriefAsked', circle, meeting, at: now }],
  },
  'take-debrief': {
    may: staffGuard,
    refuses: isForOther,
    /** Refusals: `not-here` for who is not on call, and where nobody asks; `full` for a later yes. */
    decide({ staff, meeting }, { state, now }) {
      const call = openDebriefCall(state, meeting, now);
      const isOnCall = state.staff.get(staff)?.roles.includes('on-call');
      if (!call || !isOnCall) return refuse('not-here');
      if (call.by === staff) return [];
      return call.by === null ? [{ type: 'DebriefTaken', meeting, staff }] : refuse('full');
    },
  },
};

export const debriefCallEvolvers: HouseEvolvers<DebriefCallEvent['type']> = {
  DebriefAsked(state, { circle, meeting, at }) {
    const open = [...state.debriefCalls].filter(([, call]) => call.at + debriefCallMemory > at);
    const debriefCalls = new Map(open).set(meeting, { circle, at, by: null });
    return { ...state, debriefCalls };
  },
  DebriefTaken(state, { meeting, staff: by }) {
    const call = state.debriefCalls.get(meeting);
    if (!call) return state;
    return { ...state, debriefCalls: new Map(state.debriefCalls).set(meeting, { ...call, by }) };
  },
};

/** The state without what somebody had said yes to, who is of the staff no more: it is open again. */
export function withoutDebriefer(state: HouseState, staff: PersonId): HouseState {
  const taken = [...state.debriefCalls].filter(([, { by }]) => by === staff);
  if (taken.length === 0) return state;
  const debriefCalls = new Map(state.debriefCalls);
  for (const [meeting, call] of taken) debriefCalls.set(meeting, { ...call, by: null });
  return { ...state, debriefCalls };
}
