/**
 * The roles at the desk. VOI-7: a removed or excluded person keeps only their own part of it.
 * FAC-3: a stand-in who accepted has the facilitators' part while the meeting lasts, and after it
 * as long as a call for help is open (DSK-7).
 */
import { type DeskState, hasOpenCalls } from '../desk/index.ts';
import { isMeetingEnded, type MeetingState } from '../meeting/index.ts';
import type { Standing } from '../standing.ts';
import type { Millis } from '../vocabulary.ts';
import { exclusionStatus } from './exclusion.ts';

/** The standing in the circle with the role that counts at the desk. */
export function deskStandingOf(
  standing: Standing,
  /** The current meeting; null when there is none. */
  meeting: MeetingState | null,
  desk: DeskState,
  now: Millis,
): Standing {
  if (exclusionStatus(meeting, standing, now) !== null) return { ...standing, role: 'participant' };
  if (meeting?.people.get(standing.person)?.role !== 'facilitator') return standing;
  const lasts = !isMeetingEnded(meeting) || hasOpenCalls(desk);
  return lasts ? { ...standing, role: 'facilitator' } : standing;
}
