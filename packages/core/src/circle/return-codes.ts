/**
 * The return code of a membership (KEY-3): a secret to write down, known here by its hash. It
 * opens until it is replaced. A new code ends the old one and the sessions that its maker may
 * end, and renews the maker's own session, so that a copied cookie ends too.
 */
import type { Refusal } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import type { Millis, RefusalCode, SessionId } from '../vocabulary.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import {
  activeSession,
  activeSessionsOf,
  endSessions,
  evictedMarks,
  type Session,
} from './sessions.ts';
import { type CircleState, circleSlots } from './state.ts';

/**
 * Whether this session may make a new code. `not-here`: it does not live. `not-yours`: it came
 * by the code, and the home session lives or was ended by another session less than
 * `codeHold` ago; or it is of somebody of the staff, whose way back is their sign-in (STF-3).
 */
export function returnCodeRefusal(
  state: CircleState,
  id: SessionId,
  now: Millis,
): RefusalCode | null {
  const session = activeSession(state, id, now);
  if (!session) return 'not-here';
  if (state.members.get(session.member)?.staff) return 'not-yours';
  if (session.home) return null;
  const isHeld = (state.members.get(session.member)?.codeHeldUntil ?? 0) > now;
  const homes = activeSessionsOf(state, session.member, now).some(([, { home }]) => home);
  return isHeld || homes ? 'not-yours' : null;
}

/** A home session ends younger ones and all that are no home; a code session younger ones only. */
const mayEndSession = (one: Session, other: Session): boolean =>
  other.since > one.since || (one.home && !other.home);

/** Refusals: see `refusesCode`; `stale` when the fresh id is taken. */
export function makeReturnCode(
  state: CircleState,
  { member, session: id, fresh, code }: CircleCommand & { do: 'make-code' },
  now: Millis,
): readonly CircleEvent[] | Refusal {
  const own = activeSession(state, id, now);
  if (own?.member !== member) return refuse('not-here');
  const refused = returnCodeRefusal(state, id, now);
  if (refused) return refuse(refused);
  if (state.sessions.has(fresh.session) || state.codes.has(code)) return refuse('stale');
  const others = activeSessionsOf(state, member, now)
    .filter(([other, session]) => other !== id && mayEndSession(own, session))
    .map(([other]) => other);
  return [
    ...endSessions([id, ...others], 'new-code', now, fresh.session),
    {
      type: 'SessionStarted',
      ...{ session: fresh.session, member, by: own.by, since: own.since, until: fresh.until },
      ...(own.home ? { home: true } : {}),
      renews: id,
      ...evictedMarks(state, member),
      ...(fresh.mark === null ? {} : { words: { [circleSlots.mark(fresh.session)]: fresh.mark } }),
    },
    ...revokeReturnLinks(state, member),
    { type: 'CodeMade', member, code, session: fresh.session, at: now },
  ];
}

/** Return links, as they were before there were codes, end with the first code. */
export const revokeReturnLinks = (
  { links }: CircleState,
  member: Session['member'],
): CircleEvent[] =>
  [...links.values()]
    .filter((link) => link.kind === 'return' && link.member === member && !link.revoked)
    .map(({ link }) => ({ type: 'LinkRevoked', link }));
