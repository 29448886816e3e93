/**
 * Who is out: removed from a meeting, excluded from a circle, or excluded by the organisation
 * for what was decided in another circle (VOI-7, VOI-12). The last one is called a bar here.
 */
import type { CircleCommand, CircleState } from '../circle/index.ts';
import type { MeetingState, MeetingSystemCommand } from '../meeting/index.ts';
import { isExcluded, type Standing } from '../standing.ts';
import type { Millis, PersonId } from '../vocabulary.ts';

/** Null: neither. A meeting knows of an exclusion before the circle does. */
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

type BarCommand = Extract<CircleCommand, { do: 'bar' | 'unbar' }>;

/**
 * The command that bars a member; null when there is nothing to do. `ref` is the reference of an
 * exclusion that binds their browser and was decided in another circle; null when none does.
 */
export function barCommand(
  { members }: CircleState,
  person: PersonId,
  ref: string | null,
): BarCommand | null {
  const member = members.get(person);
  if (ref === null || !member || member.barred !== undefined) return null;
  return { do: 'bar', member: person, ref };
}

/** One command for each bar whose exclusion was lifted. `current` has the references that bind. */
export const unbarCommands = (
  { members }: CircleState,
  current: ReadonlySet<string>,
): BarCommand[] =>
  [...members].flatMap(([member, { barred: ref }]) =>
    ref === undefined || current.has(ref) ? [] : [{ do: 'unbar', member, ref }],
  );

/** The commands after which exactly the members that the circle has barred are barred here. */
export const meetingBarCommands = (
  { members }: CircleState,
  { people }: MeetingState,
): Extract<MeetingSystemCommand, { do: 'bar' | 'unbar' }>[] =>
  [...people.values()].flatMap(({ id: person, barred }) => {
    const isBarred = members.get(person)?.barred !== undefined;
    return isBarred === Boolean(barred) ? [] : [{ do: isBarred ? 'bar' : 'unbar', person }];
  });
