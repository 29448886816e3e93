/**
 * What a list of circles shows of one circle (STF-6): facts and the slots of its words. A store keeps
 * it beside the ledger, so it has no words itself.
 */
import { regularCarersOf } from '../circle/cover-checks.ts';
import { lastHeld, type PlannedMeetings } from '../circle/standing.ts';
import { type CircleState, circleSlots } from '../circle/state.ts';
import type { RegularCarers } from '../house/index.ts';
import type { Slot } from '../kernel.ts';
import { isUnderWay, type MeetingState, waitingAttendees } from '../meeting/state.ts';
import type { Millis, PersonId, Phase } from '../vocabulary.ts';

/** What it takes of the circle's ledger. */
export interface CircleFacts extends PlannedMeetings {
  /** Oldest membership first. */
  readonly facilitators: readonly PersonId[];
  /** How many memberships there are, those of facilitators too. */
  readonly members: number;
  /** How many facilitators a meeting wants, and who leads without being asked (CVR-1). */
  readonly carers: number;
  readonly regular: RegularCarers;
}

/** What it takes of a meeting: phase and counts, and nothing that somebody said. */
export interface MeetingFacts {
  readonly start: Millis;
  readonly end: Millis;
  readonly phase: Phase;
  /** People who are in: those who share, those who listen, facilitators. */
  readonly present: number;
  /** People who wait to be let in. */
  readonly waiting: number;
  /** Begun, and closed by nobody yet. */
  readonly underWay: boolean;
}

/**
 * The meetings are those that have not ended; when all have, the one that was held last. That is what
 * `currentMeeting` chooses from.
 */
export function circleFactsOf({ meetings, members, settings }: CircleState): CircleFacts {
  const open = meetings.filter(({ ended }) => !ended);
  return {
    meetings: open.length > 0 ? open : lastHeldMeeting(meetings),
    settings: { doorsLead: settings.doorsLead },
    facilitators: [...members].filter(([, { role }]) => role === 'facilitator').map(([id]) => id),
    members: members.size,
    carers: settings.carers,
    regular: regularCarersOf({ members }),
  };
}

function lastHeldMeeting(meetings: CircleFacts['meetings']): CircleFacts['meetings'] {
  const last = lastHeld(meetings);
  return last ? [last] : [];
}

/** The slots of the words that belong to the summary. */
export const circleSummarySlots = ({ facilitators }: CircleFacts): readonly Slot[] => [
  circleSlots.name,
  circleSlots.purpose,
  ...facilitators.map(circleSlots.memberName),
];

export function meetingFactsOf(state: MeetingState): MeetingFacts {
  const { start, end, phase, people } = state;
  const present = [...people.values()].filter(({ whereabouts }) => whereabouts === 'in').length;
  const waiting = waitingAttendees(state).length;
  return { start, end, phase, present, waiting, underWay: isUnderWay(state) };
}
