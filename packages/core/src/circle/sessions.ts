/**
 * Sessions of members: one for each browser that is signed in (KEY-2). A cookie only names a
 * session; whether it lives is read from here at every request. The home session is the one
 * that began the membership or came by a renewal; a session that came by the return code is
 * not, so that a copied code never ends the sign-in of its owner (KEY-3).
 */
import type { Refusal } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import type { Millis, PersonId, SessionId } from '../vocabulary.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import { type CircleState, circleSlots } from './state.ts';

const day: Millis = 24 * 60 * 60 * 1000;
/** So long after a home session was ended by another one, no code session makes a new code. */
export const returnCodeHold: Millis = 7 * day;
/** How long a notice about a sign-in, and the reason why a session ended, are shown. */
export const noticeLifetime: Millis = 30 * day;
/** Code sessions of one membership; the oldest ends when there are more. */
export const maxCodeSessions = 8;
/** Browser marks kept of one membership. */
export const maxBrowserMarks = 20;
const maxNotices = 8;
const maxEndings = 500;

/** How a session began. `upgrade`: from a sign-in of before there were sessions. */
export type SessionOrigin = 'join' | 'code' | 'renewal' | 'return' | 'upgrade' | 'staff';

/** Why a session ended. `room`: there were too many; `replaced`: another began in its browser. */
export type SessionEndReason =
  | 'signed-out'
  | 'everywhere'
  | 'new-code'
  | 'replaced'
  | 'room'
  | 'not-facilitator';

export interface Session {
  readonly member: PersonId;
  /** Epoch ms; a renewed session keeps that of the one it renews. */
  readonly since: Millis;
  readonly until: Millis;
  readonly by: SessionOrigin;
  readonly home: boolean;
  /** Took the place of another one with a new return code: no press at a door began it. */
  readonly renewed?: true;
  /** The session of the house that it began in, and ends with (STF-3). */
  readonly of?: SessionId;
}

export interface SessionEnding {
  readonly member: PersonId;
  readonly why: SessionEndReason;
  readonly at: Millis;
  /** A home session that another session ended: with the code, its browser is home again. */
  readonly home: boolean;
}

/** What happened to a sign-in. `session` did it; the other sessions of the member show it. */
export interface SignInNotice {
  readonly what: 'new-code' | 'everywhere' | 'code-used' | 'renewal-used' | 'link-used';
  /** Rounded down to the day (UTC). */
  readonly at: Millis;
  readonly session: SessionId | null;
}

/** A session to begin: its id, its end, and the mark of its browser when there is one. */
export interface NewSession {
  readonly session: SessionId;
  readonly until: Millis;
  readonly mark: string | null;
}

/** Null for one that is unknown, has ended, or whose time is over. */
export function activeSession(
  { sessions, members }: Pick<CircleState, 'sessions' | 'members'>,
  id: SessionId,
  now: Millis,
): Session | null {
  const session = sessions.get(id);
  return session && session.until > now && members.has(session.member) ? session : null;
}

/** So long the same press in the same browser is the same press. */
export const samePressWindow: Millis = 15 * 60 * 1000;

/**
 * Whether a press at the link or code `hash` began this session, not long ago. Only then may the
 * same browser be given it again because the answer was lost: a cookie that was copied before
 * the session was taken back names the same browser, and must not reach what came after it.
 */
export function wasStartedBy(
  state: CircleState,
  id: SessionId,
  hash: string,
  now: Millis,
): boolean {
  const session = activeSession(state, id, now);
  if (!session || session.renewed || session.since + samePressWindow <= now) return false;
  const { member, by } = session;
  if (by === 'staff') return false;
  if (by === 'code') return state.codes.get(hash) === member;
  const known = state.hashes.get(hash);
  const link = known === undefined ? undefined : state.links.get(known);
  if (!link) return false;
  if (by === 'join') return state.members.get(member)?.link === link.link;
  return by === 'upgrade' ? link.kind === 'invitation' : link.kind === by && link.member === member;
}

/** Living sessions of a membership, the longest standing first. */
export function activeSessionsOf(
  state: CircleState,
  member: PersonId,
  now: Millis,
): [SessionId, Session][] {
  return [...state.sessions]
    .filter(([id, each]) => each.member === member && activeSession(state, id, now))
    .sort(([, a], [, b]) => a.since - b.since);
}

/** What this session's person has to be told: never what the session did itself. */
export const noticesFor = (
  { members }: CircleState,
  member: PersonId,
  session: SessionId,
  now: Millis,
): readonly SignInNotice[] =>
  (members.get(member)?.notices ?? []).filter(
    (notice) => notice.session !== session && notice.at + noticeLifetime > now,
  );

/** Null when it is not known, or too long ago. */
export function sessionEndingOf(
  state: CircleState,
  id: SessionId,
  now: Millis,
): SessionEnding | null {
  const ending = state.endings.get(id);
  return ending && ending.at + noticeLifetime > now ? ending : null;
}

/** The code opens this membership as its home again, in the browser whose home session ended. */
export const restoresHomeSession = (
  { endings }: CircleState,
  id: SessionId | null,
  member: PersonId,
): boolean => {
  const ending = id === null ? undefined : endings.get(id);
  return ending?.home === true && ending.member === member;
};

export interface SessionStart {
  readonly member: PersonId;
  readonly by: SessionOrigin;
  readonly home: boolean;
  /** The session that this browser had in this circle; it ends with the beginning of the new one. */
  readonly replaces?: SessionId | null;
  /** The session of the house that it belongs to. */
  readonly of?: SessionId;
}

/** The facts of a session that begins now, and of those that end for it. */
export function startSession(
  state: CircleState,
  { session, until, mark }: NewSession,
  { member, by, home, replaces = null, of }: SessionStart,
  now: Millis,
): CircleEvent[] {
  const replaced = replaces !== null && state.sessions.has(replaces) ? [replaces] : [];
  const others = activeSessionsOf(state, member, now).filter(
    ([id, each]) => !each.home && id !== replaces,
  );
  const most = home ? maxCodeSessions : maxCodeSessions - 1;
  const crowded = others.slice(0, Math.max(0, others.length - most)).map(([id]) => id);
  const words = mark === null ? {} : { words: { [circleSlots.mark(session)]: mark } };
  return [
    ...endSessions(replaced, 'replaced', now),
    ...endSessions(crowded, 'room', now),
    {
      type: 'SessionStarted',
      ...{ session, member, by, since: now, until },
      ...(home ? { home } : {}),
      ...(of === undefined ? {} : { of }),
      ...evictedMarks(state, member),
      ...words,
    },
  ];
}

/**
 * Marks beyond the bound, of sessions that have ended before any other: nobody pushes out the
 * browser they are signed in with. Marks of an excluded member stay: the exclusion needs them.
 */
export function evictedMarks(
  { members, sessions }: CircleState,
  member: PersonId,
): { erases?: string[] } {
  const { marks = [], exclusion } = members.get(member) ?? {};
  const surplus = marks.length - (maxBrowserMarks - 1);
  if (exclusion || surplus <= 0) return {};
  const ended = marks.filter((id) => !sessions.has(id));
  const living = marks.filter((id) => sessions.has(id));
  return { erases: [...ended, ...living].slice(0, surplus).map(circleSlots.mark) };
}

/** Nothing when there are none. `by` is the session that pressed. */
export const endSessions = (
  sessions: readonly SessionId[],
  why: SessionEndReason,
  at: Millis,
  by: SessionId | null = null,
): CircleEvent[] =>
  sessions.length === 0
    ? []
    : [{ type: 'SessionEnded', sessions, why, at, ...(by === null ? {} : { by }) }];

/** A sign-in of before there were sessions becomes one. Refusal: `not-here` once one has ended. */
export function upgrade(
  state: CircleState,
  { member, fresh }: CircleCommand & { do: 'upgrade' },
  now: Millis,
): readonly CircleEvent[] | Refusal {
  const known = state.members.get(member);
  if (!known || known.legacyClosed) return refuse('not-here');
  if (activeSession(state, fresh.session, now)) return [];
  return startSession(state, fresh, { member, by: 'upgrade', home: true }, now);
}

/**
 * Ends one session of a membership. Also closes the sign-ins of before there were sessions, so
 * it is recorded for a session that never began here as long as those are open.
 */
export function signOut(
  { sessions, members }: CircleState,
  { session, member }: CircleCommand & { do: 'sign-out' },
  at: Millis,
): readonly CircleEvent[] | Refusal {
  const known = members.get(member);
  const living = sessions.get(session);
  if (!known || (living && living.member !== member)) return refuse('not-here');
  if (!living && known.legacyClosed) return [];
  return [
    { type: 'SessionEnded', sessions: [session], why: 'signed-out', at, by: session, member },
  ];
}

/** Any living session of a membership ends all of them, its own too; the code stays as it is. */
export function signOutEverywhere(
  state: CircleState,
  { session, member }: CircleCommand & { do: 'sign-out-everywhere' },
  now: Millis,
): readonly CircleEvent[] | Refusal {
  if (activeSession(state, session, now)?.member !== member) return refuse('not-here');
  const all = activeSessionsOf(state, member, now).map(([id]) => id);
  return endSessions(all, 'everywhere', now, session);
}

const dayOf = (at: Millis): Millis => Math.floor(at / day) * day;

/** One more thing to tell the person of a membership. */
export const withNotice = (
  notices: readonly SignInNotice[],
  what: SignInNotice['what'],
  at: Millis,
  session: SessionId | null,
): readonly SignInNotice[] => [...notices, { what, at: dayOf(at), session }].slice(-maxNotices);

/** The newest endings that are worth telling. */
export function withEndings(
  endings: CircleState['endings'],
  ended: readonly (readonly [SessionId, SessionEnding])[],
  now: Millis,
): CircleState['endings'] {
  const kept = [...endings].filter(([, { at }]) => at + noticeLifetime > now);
  return new Map([...kept, ...ended].slice(-maxEndings));
}
