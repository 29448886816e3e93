/**
 * Who is asking, and what stands in the ledgers about them now. Cookies and keys only name
 * somebody; nothing here believes them further than that.
 */
import type { CircleId, HouseStanding, PersonId, Standing } from '@holdspace/core';
import { doorOf, organiserOf, standingOf } from '@holdspace/core';
import type { FastifyRequest } from 'fastify';
import { organiserAsks } from '../asking.ts';
import type { CircleLedger, HouseLedger, Ledgers } from '../ledgers.ts';
import { barUsed } from '../live/barring.ts';
import type { ExclusionSource } from '../live/exclusions.ts';
import type { Asking } from '../live/ledger.ts';
import type { Cookies } from './cookies.ts';
import { notHere } from './problems.ts';

type Headers = Pick<FastifyRequest, 'headers'>;

export interface Organiser {
  readonly person: PersonId;
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
  member(request: Headers, circle: string): Promise<Membership | null>;
}

export function createAuthority(
  ledgers: Ledgers,
  cookies: Cookies,
  exclusions: ExclusionSource,
): Authority {
  const circle = async (id: string) => {
    const house = await ledgers.house();
    return house.state.circles.has(id as CircleId) ? ledgers.circle(id as CircleId) : null;
  };
  const named = (house: HouseLedger, { headers }: Headers): PersonId | null => {
    const key = cookies.organiserFromKey(headers.authorization);
    if (key) return house.state.keys.get(key.key) === key.staff ? key.staff : null;
    return cookies.organiserFromCookies(headers.cookie);
  };
  const organiserOrNull = async (request: Headers) => {
    const house = await ledgers.house();
    const person = named(house, request);
    if (person === null || organiserOf(house.state, person) === null) return null;
    return { person, house, asking: organiserAsks(house, person) };
  };
  const organiser = async (request: Headers) => {
    const found = await organiserOrNull(request);
    if (!found) throw notHere();
    return found;
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
    async circleBehind(door) {
      const house = await ledgers.house();
      const id = house.state.doors.get(door);
      return id === undefined || doorOf(id) !== door ? null : ledgers.circle(id);
    },
    async member({ headers }, id) {
      const named = cookies.memberFromCookies(headers.cookie, id);
      const ledger = named && (await circle(id));
      if (ledger) {
        // VOI-12: an exclusion that was decided elsewhere reaches this membership here too.
        const used = { person: named.member, browser: exclusions.browserOf(headers.cookie) };
        await barUsed(ledger, await exclusions.current(), used);
      }
      const standing = ledger && standingOf(ledger.state, ledger.words, named.member);
      return standing ? { circle: ledger, standing } : null;
    },
  };
}
