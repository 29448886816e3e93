/**
 * Who is asking, and what stands in the ledgers about them now. Cookies and keys only name a
 * session or a key; whether it lives is read from the ledger at every asking (KEY-2).
 */
import type { CircleId, HouseStanding, PersonId, SessionId, Standing } from '@holdspace/core';
import {
  doorOf,
  endingOf,
  livingSession,
  livingStaffSession,
  organiserOf,
  standingOf,
} from '@holdspace/core';
import type { EndedWhy } from '@holdspace/protocol';
import type { FastifyRequest } from 'fastify';
import { organiserAsks } from '../asking.ts';
import type { CircleLedger, HouseLedger, Ledgers } from '../ledgers.ts';
import { barUsed } from '../live/barring.ts';
import type { ExclusionSource } from '../live/exclusions.ts';
import type { Asking } from '../live/ledger.ts';
import type { Cookies } from './cookies.ts';
import { notHere, signedOut } from './problems.ts';
import { unlessSetAside } from './set-aside.ts';

type Headers = Pick<FastifyRequest, 'headers'>;

export interface Organiser {
  readonly person: PersonId;
  /** Null for a program with a key. */
  readonly session: SessionId | null;
  readonly house: HouseLedger;
  readonly asking: Asking<HouseStanding>;
}

/** A circle, and the organiser who sees to it. */
export interface Organised {
  readonly organiser: Organiser;
  readonly circle: CircleLedger;
}

export interface Membership {
  readonly circle: CircleLedger;
  readonly standing: Standing;
  readonly session: SessionId;
}

/** A session that the cookie names and that does not live. */
export interface Ended {
  readonly circle: CircleLedger;
  readonly session: SessionId;
  readonly why: EndedWhy;
}

export interface Authority {
  /** Rejects with the one answer when it is nobody who organises. */
  organiser(request: Headers): Promise<Organiser>;
  /** Null when the request names no organiser. */
  organiserOrNull(request: Headers): Promise<Organiser | null>;
  /** A circle of this house; null for any other id, and nothing is loaded for it. */
  circle(id: string): Promise<CircleLedger | null>;
  circleBehind(door: string): Promise<CircleLedger | null>;
  /** For anybody else, and for any other id, it rejects with the one answer. */
  organised(request: Headers, circle: string): Promise<Organised>;
  /** Null for strangers, and for people who were signed out. */
  member(request: Headers, circle: string): Promise<Membership | null>;
  /** Rejects: `signed-out` when the session has ended, with the one answer for strangers. */
  membership(request: Headers, circle: string): Promise<Membership>;
  /** What the cookie names in this circle; null when it names nothing. */
  sessionIn(header: string | undefined, circle: string): Promise<Membership | Ended | null>;
  /** Everything that the cookie names, in circles of this house. */
  sessions(header: string | undefined): Promise<readonly (Membership | Ended)[]>;
}

export const hasEnded = (found: Membership | Ended): found is Ended => 'why' in found;

export function createAuthority(
  ledgers: Ledgers,
  cookies: Cookies,
  exclusions: ExclusionSource,
): Authority {
  const now = () => ledgers.store.now();
  const circle = async (id: string) => {
    const house = await ledgers.house();
    return house.state.circles.has(id as CircleId) ? ledgers.circle(id as CircleId) : null;
  };
  const circleBehind = async (door: string) => {
    const house = await ledgers.house();
    const id = house.state.doors.get(door);
    return id === undefined || doorOf(id) !== door ? null : ledgers.circle(id);
  };
  const named = (house: HouseLedger, { headers }: Headers) => {
    const key = cookies.organiserFromKey(headers.authorization);
    if (key) {
      const isValid = house.state.keys.get(key.key) === key.staff;
      return isValid ? { person: key.staff, session: null } : null;
    }
    const session = cookies.read(headers.cookie)?.organiser;
    const living = session ? livingStaffSession(house.state, session, now()) : null;
    return living && session ? { person: living.staff, session } : null;
  };
  const organiserOrNull = async (request: Headers) => {
    const house = await ledgers.house();
    const found = named(house, request);
    if (!found || organiserOf(house.state, found.person) === null) return null;
    return { ...found, house, asking: organiserAsks(house, found.person) };
  };
  const organiser = async (request: Headers) => {
    const found = await organiserOrNull(request);
    if (!found) throw notHere();
    return found;
  };
  const resolved = (ledger: CircleLedger, session: SessionId): Membership | Ended => {
    const { state, words } = ledger;
    const living = livingSession(state, session, now());
    const standing = living && standingOf(state, words, living.member);
    if (standing) return { circle: ledger, standing, session };
    const why = state.sessions.has(session) ? 'time' : endingOf(state, session, now())?.why;
    return { circle: ledger, session, why: why ?? 'signed-out' };
  };
  /** VOI-12: an exclusion that was decided elsewhere reaches this membership here too. */
  const reached = async (ledger: CircleLedger, session: SessionId, header: string | undefined) => {
    const person = livingSession(ledger.state, session, now())?.member;
    if (person !== undefined) {
      const used = { person, browser: exclusions.browserOf(header) };
      await barUsed(ledger, await exclusions.current(), used);
    }
    return resolved(ledger, session);
  };
  const sessionIn = async (header: string | undefined, id: string) => {
    const session = cookies.read(header)?.sessions.get(doorOf(id as CircleId));
    const ledger = session && (await circle(id));
    return session && ledger ? reached(ledger, session, header) : null;
  };
  const member = async ({ headers }: Headers, id: string) => {
    const found = await sessionIn(headers.cookie, id);
    return found && !hasEnded(found) ? found : null;
  };
  return {
    organiserOrNull,
    organiser,
    async organised(request, id) {
      const found = await organiser(request);
      const ledger = await circle(id);
      if (!ledger) throw notHere();
      return { organiser: found, circle: ledger };
    },
    circle,
    circleBehind,
    sessionIn,
    async sessions(header) {
      const entries = [...(cookies.read(header)?.sessions ?? [])];
      const found = await Promise.all(
        entries.map(async ([door, session]) => {
          const ledger = await unlessSetAside(circleBehind(door));
          return ledger ? [await reached(ledger, session, header)] : [];
        }),
      );
      return found.flat();
    },
    member,
    async membership(request, id) {
      const found = await sessionIn(request.headers.cookie, id);
      if (!found) throw notHere();
      if (hasEnded(found)) throw signedOut(found.why);
      return found;
    },
  };
}
