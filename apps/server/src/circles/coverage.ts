/** Who carries the meetings of a circle, as staff are shown it (CVR-1): names and counts, no answers. */
import {
  type CircleState,
  type CoveredMeeting,
  type CoverLevel,
  carersOf,
  circleSlots,
  countCarers,
  coverLevel,
  houseSlots,
  type MeetingTime,
  type PersonId,
  regularCarersOf,
} from '@holdspace/core';
import type { CircleLedger, HouseLedger } from '../ledger/ledgers.ts';

export interface Coverage {
  /** How many carry it; can be more than are wanted. */
  readonly covered: number;
  readonly wanted: number;
  readonly level: CoverLevel;
  /** Their names: those who lead the circle first. */
  readonly carriers: readonly string[];
}

/** A planned meeting as the house decides about it; null for a circle that was never opened. */
export function coveredMeetingOf(
  state: CircleState,
  { meeting, start, end }: MeetingTime,
): CoveredMeeting | null {
  const { circle, settings } = state;
  if (circle === null) return null;
  const regular = regularCarersOf(state);
  return { circle, meeting, start, end, wanted: settings.carers, regular };
}

/** Nobody carries what does not take place; the caller asks for meetings that do. */
export function coverageOf(
  house: HouseLedger,
  circle: CircleLedger,
  planned: MeetingTime,
): Coverage {
  const { state, words } = circle;
  const asked = coveredMeetingOf(state, planned);
  if (!asked) return { covered: 0, wanted: 0, level: 'uncovered', carriers: [] };
  const carers = carersOf(house.state, asked);
  const staffName = (staff: PersonId) => house.words.get(houseSlots.staffName(staff)) ?? '';
  const guestName = (member: PersonId) => words.get(circleSlots.memberName(member)) ?? '';
  const covered = countCarers(carers);
  return {
    ...{ covered, wanted: asked.wanted, level: coverLevel(covered, asked.wanted) },
    carriers: [
      ...carers.regular.map(staffName),
      ...carers.guests.map(guestName),
      ...carers.yes.map(staffName),
    ],
  };
}
