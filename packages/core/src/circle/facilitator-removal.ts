/**
 * A facilitator is removed (KEY-4): the membership stays, as a participant's. Its sessions, its
 * return code and the links that bring it back end at once, and every meeting that is not over
 * ends the role.
 */
import type { Refusal } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import { endSessions } from './sessions.ts';
import type { CircleState } from './state.ts';

/** Refusal: `unknown-person`. `by` is the organiser; null for the server. */
export function removeFacilitator(
  { members, sessions, links }: CircleState,
  { member }: CircleCommand & { do: 'remove-facilitator' },
  now: Millis,
  by: PersonId | null,
): readonly CircleEvent[] | Refusal {
  const known = members.get(member);
  if (!known) return refuse('unknown-person');
  if (known.role !== 'facilitator') return [];
  const own = [...sessions].filter(([, session]) => session.member === member).map(([id]) => id);
  return [
    { type: 'FacilitatorRemoved', member, at: now, ...(by === null ? {} : { by }) },
    ...endSessions(own, 'not-facilitator', now),
    ...[...links.values()]
      .filter((link) => link.member === member && !link.revoked)
      .map(({ link }) => ({ type: 'LinkRevoked', link }) as const),
  ];
}
