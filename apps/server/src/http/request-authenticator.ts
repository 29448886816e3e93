/**
 * The author of a request, and what the ledgers say about them now. Cookies and keys only name a
 * session or a key; whether it is active is read from the ledger for each request (KEY-2).
 */
import type {
  ActSubject,
  CircleId,
  HouseStanding,
  SessionId,
  StaffActName,
  StaffIdentity,
  Standing,
} from '@holdspace/core';
import {
  activeKey,
  activeSession,
  activeStaffSession,
  circleById,
  circleByPrefix,
  circlePrefixOf,
  isContinuedAct,
  isNotedAct,
  organiserStandingOf,
  sessionEndingOf,
  staffActs,
  staffRefusal,
  standingOf,
} from '@holdspace/core';
import type { EndedSessionReason } from '@holdspace/protocol';
import type { FastifyRequest } from 'fastify';
import { barExcluded } from '../circles/exclusion-bars.ts';
import type { ExclusionSource } from '../circles/exclusions.ts';
import { staffContext } from '../ledger/command-context.ts';
import type { CommandContext } from '../ledger/ledger-runtime.ts';
import type { CircleLedger, HouseLedger, Ledgers } from '../ledger/ledgers.ts';
import { ContinuedReadings } from './continued-readings.ts';
import type { Cookies } from './cookies.ts';
import {
  expectOk,
  HttpError,
  notHereError,
  proofNeededError,
  signedOutError,
  withoutUndefined,
} from './http-errors.ts';
import { nullIfSetAside } from './set-aside-ledgers.ts';

type RequestHeaders = Pick<FastifyRequest, 'headers'>;

/** Somebody of the staff, or a program, who may do what the request asks for. */
export interface StaffRequest {
  readonly identity: StaffIdentity;
  readonly house: HouseLedger;
  readonly asking: CommandContext<HouseStanding>;
}

/** The same about one circle. */
export interface CircleStaffRequest extends StaffRequest {
  readonly circle: CircleLedger;
}

export interface Membership {
  readonly circle: CircleLedger;
  readonly standing: Standing;
  readonly session: SessionId;
}

/** Also for a program whose key may organise. */
export const isOrganiserNow = ({ house, identity }: StaffRequest): boolean =>
  organiserStandingOf(house.state, identity.person) !== null;

/** A session that the cookie names and that does not live. */
export interface EndedMembership {
  readonly circle: CircleLedger;
  readonly session: SessionId;
  readonly why: EndedSessionReason;
}

export interface RequestAuthenticator {
  /** Who of the staff sends this, with a living session or key; null for everybody else. */
  staffOrNull(request: RequestHeaders): Promise<StaffRequest | null>;
  /**
   * Rejects with the one answer for everybody who may not do this (`staffActs`), and asks for the
   * passkey when a proof is needed. An act that is noted stands in the house record when this
   * answers; `about` names what else it concerns.
   */
  staff(request: RequestHeaders, act: StaffActName, about?: ActSubject): Promise<StaffRequest>;
  /** The same about one circle; for any other id it rejects with the same answer. */
  circleStaff(
    request: RequestHeaders,
    act: StaffActName,
    circle: string,
    about?: ActSubject,
  ): Promise<CircleStaffRequest>;
  /** A circle of this house; null for any other id, and nothing is loaded for it. */
  circle(id: string): Promise<CircleLedger | null>;
  circleByPrefix(prefix: string): Promise<CircleLedger | null>;
  /** Null for strangers, and for people who were signed out. */
  member(request: RequestHeaders, circle: string): Promise<Membership | null>;
  /** Rejects: `signed-out` when the session has ended, with the one answer for strangers. */
  membership(request: RequestHeaders, circle: string): Promise<Membership>;
  /** What the cookie names in this circle; null when it names nothing. */
  sessionFor(
    header: string | undefined,
    circle: string,
  ): Promise<Membership | EndedMembership | null>;
  /** The same without applying exclusions; the house and the circle are read to their heads. */
  namedSession: RequestAuthenticator['sessionFor'];
  /** Everything that the cookie names, in circles of this house. */
  sessions(header: string | undefined): Promise<readonly (Membership | EndedMembership)[]>;
}

export const isEndedMembership = (found: Membership | EndedMembership): found is EndedMembership =>
  'why' in found;

const readingKeyError = () =>
  new HttpError(403, {
    code: 'read-only',
    message:
      'This key may read, and change nothing. For this it takes a key with the scope “organise”.',
  });

export function createRequestAuthenticator(
  ledgers: Ledgers,
  cookies: Cookies,
  exclusions: ExclusionSource,
): RequestAuthenticator {
  const now = () => ledgers.store.now();
  const circle = async (id: string) => {
    const house = await ledgers.house();
    const listed = circleById(house.state, id);
    return listed === null ? null : ledgers.circle(listed);
  };
  const circleBehind = async (prefix: string) => {
    const house = await ledgers.house();
    const id = circleByPrefix(house.state, prefix);
    return id === null ? null : ledgers.circle(id);
  };
  const readings = new ContinuedReadings();
  const identityOf = (house: HouseLedger, { headers }: RequestHeaders): StaffIdentity | null => {
    const program = cookies.programFromKey(headers.authorization);
    if (program) {
      const isValid = activeKey(house.state, program.key, now())?.staff === program.staff;
      return isValid ? { person: program.staff, session: null, key: program.key } : null;
    }
    const session = cookies.read(headers.cookie)?.organiser;
    const living = session ? activeStaffSession(house.state, session, now()) : null;
    return living && session ? { person: living.staff, session, key: null } : null;
  };
  const staffOrNull = async (request: RequestHeaders) => {
    const house = await ledgers.house();
    const identity = identityOf(house, request);
    return identity && { identity, house, asking: staffContext(house, identity.person) };
  };
  const staff = async (
    request: RequestHeaders,
    act: StaffActName,
    about: ActSubject & { readonly circle?: CircleId } = {},
  ) => {
    const found = await staffOrNull(request);
    if (!found) throw notHereError();
    const { circle: id, thread } = about;
    const asked = { act, ...withoutUndefined({ circle: id, thread }) };
    const refusal = staffRefusal(found.house.state, found.identity, asked, now());
    if (refusal === 'needs-proof') throw proofNeededError();
    if (refusal !== null && isKeyThatReads(found, act)) throw readingKeyError();
    if (refusal !== null) throw notHereError();
    const continues = () =>
      isContinuedAct(act) && readings.continues(found.identity, { act, circle: id }, now());
    if (isNotedAct(act) && !continues()) {
      expectOk(await found.house.handle({ do: 'note-staff-act', what: act, about }, found.asking));
    }
    return found;
  };
  /** It sees the house, so it is told why it can't change it (STF-2). */
  const isKeyThatReads = ({ house, identity }: StaffRequest, act: StaffActName) =>
    identity.key !== null &&
    activeKey(house.state, identity.key, now())?.scope === 'read' &&
    staffActs[act].scope === 'organise';
  const resolved = (ledger: CircleLedger, session: SessionId): Membership | EndedMembership => {
    const { state, words } = ledger;
    const living = activeSession(state, session, now());
    const standing = living && standingOf(state, words, living.member);
    if (standing) return { circle: ledger, standing, session };
    const why = state.sessions.has(session) ? 'time' : sessionEndingOf(state, session, now())?.why;
    return { circle: ledger, session, why: why ?? 'signed-out' };
  };
  /** VOI-12: an exclusion that was decided elsewhere reaches this membership here too. */
  const reached = async (ledger: CircleLedger, session: SessionId, header: string | undefined) => {
    const person = activeSession(ledger.state, session, now())?.member;
    if (person !== undefined) {
      const used = { person, browser: exclusions.browserOf(header) };
      await barExcluded(ledger, await exclusions.current(), used);
    }
    return resolved(ledger, session);
  };
  const namedIn = async (header: string | undefined, id: string) => {
    const session = cookies.read(header)?.sessions.get(circlePrefixOf(id as CircleId));
    const ledger = session && (await circle(id));
    return session && ledger ? { ledger, session } : null;
  };
  const sessionIn = async (header: string | undefined, id: string) => {
    const named = await namedIn(header, id);
    return named && reached(named.ledger, named.session, header);
  };
  const member = async ({ headers }: RequestHeaders, id: string) => {
    const found = await sessionIn(headers.cookie, id);
    return found && !isEndedMembership(found) ? found : null;
  };
  return {
    staffOrNull,
    staff,
    async circleStaff(request, act, id, about = {}) {
      // Nothing is noted about a circle that is not of this house.
      const ledger = (await staffOrNull(request)) && (await circle(id));
      if (!ledger) throw notHereError();
      const found = await staff(request, act, { ...about, circle: id as CircleId });
      return { ...found, circle: ledger };
    },
    circle,
    circleByPrefix: circleBehind,
    async namedSession(header, id) {
      const named = await namedIn(header, id);
      return named && resolved(named.ledger, named.session);
    },
    sessionFor: sessionIn,
    async sessions(header) {
      const entries = [...(cookies.read(header)?.sessions ?? [])];
      const found = await Promise.all(
        entries.map(async ([prefix, session]) => {
          const ledger = await nullIfSetAside(circleBehind(prefix));
          return ledger ? [await reached(ledger, session, header)] : [];
        }),
      );
      return found.flat();
    },
    member,
    async membership(request, id) {
      const found = await sessionIn(request.headers.cookie, id);
      if (!found) throw notHereError();
      if (isEndedMembership(found)) throw signedOutError(found.why);
      return found;
    },
  };
}
