/**
 * What the cover of a circle's meetings needs of the circle (CVR-1, CVR-4): who leads it, and when
 * the house is to look at it again.
 */
import { coverMemory, coverWatchLead, type RegularCarers } from '../house/index.ts';
import { earlierOf } from '../kernel.ts';
import type { MeetingId, Millis, PersonId } from '../vocabulary.ts';
import type { PlannedMeeting } from './plan-state.ts';
import type { CircleState, Member } from './state.ts';

/** They may come in, and lead. */
const leadsNow = ({ role, forgotten, barred, exclusion }: Member): boolean =>
  role === 'facilitator' && !forgotten && barred === undefined && exclusion === undefined;

/** Everybody with a membership as a facilitator: they took it up themselves. */
export function regularCarersOf({ members }: Pick<CircleState, 'members'>): RegularCarers {
  const staff: PersonId[] = [];
  const guests: PersonId[] = [];
  for (const [id, member] of members) {
    if (!leadsNow(member)) continue;
    if (member.staff) staff.push(member.staff.staff);
    else guests.push(id);
  }
  return { staff, guests };
}

/** Whether it takes place, or took place so lately that a ceiling counts it. */
export const countsForCover = (
  { off, end }: Pick<PlannedMeeting, 'off' | 'end'>,
  now: Millis,
): boolean => !off && end + coverMemory > now;

/** What `review-cover` compares the answers with. */
export const meetingsForCover = (
  { meetings }: Pick<CircleState, 'meetings'>,
  now: Millis,
): { readonly meeting: MeetingId; readonly start: Millis; readonly end: Millis }[] =>
  meetings
    .filter((each) => countsForCover(each, now))
    .map(({ meeting, start, end }) => ({ meeting, start, end }));

/** When the cover of a meeting is to be looked at next; null: never. */
export function nextCoverCheck(
  { meetings }: Pick<CircleState, 'meetings'>,
  now: Millis,
): Millis | null {
  let next: Millis | null = null;
  for (const { start, ended } of meetings) {
    if (ended || start <= now) continue;
    const watched = start - coverWatchLead;
    next = earlierOf(next, watched > now ? watched : start);
  }
  return next;
}
