/** Who is shut out of a meeting: removed from it, or excluded from the circle (VOI-7). */
import type { Standing } from '../standing.ts';
import type { Millis } from '../vocabulary.ts';
import type { MeetingState } from './state.ts';

/** Also when it was the organisation that excluded them (VOI-12). */
export const isExcluded = ({ excluded }: Pick<Standing, 'excluded'>, now: Millis): boolean =>
  excluded !== undefined && (excluded === null || excluded > now);

/** Null: neither. Somebody excluded in the meeting is so before the circle hears of it. */
export function exclusionStatus(
  meeting: MeetingState | null,
  standing: Pick<Standing, 'person' | 'excluded'>,
  now: Millis,
): 'removed' | 'excluded' | null {
  if (isExcluded(standing, now)) return 'excluded';
  const attendee = meeting?.people.get(standing.person);
  if (attendee?.whereabouts !== 'removed') return null;
  return attendee.excluded ? 'excluded' : 'removed';
}
