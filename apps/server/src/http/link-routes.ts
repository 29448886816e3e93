/**
 * The door that links and return codes open: looking what one is, and coming in by it. Whatever
 * is wrong with it, the answer is one and the same. Looking never uses a link up; only a press
 * does (threat 2: the scanners of mail and chat open every link they see), and before a press
 * nothing is said about somebody who comes back (PRV-8).
 */
import type { CircleId, Millis, PersonId, SessionId } from '@holdspace/core';
import {
  activeSession,
  activeStaffSession,
  circlePrefixOf,
  circleSlots,
  houseSlots,
  isDisowned,
  linkMakerOf,
  organiserByLink,
  redemptionOutcome,
  samePressWindow,
  wasStartedBy,
} from '@holdspace/core';
import { distinctId } from '@holdspace/protocol';
import { codeBucketOf, parseReturnCode } from '@holdspace/protocol/codes';
import {
  cookieCheck,
  linkPreview,
  linkToken,
  redeemRequest,
  redeemResponse,
} from '@holdspace/protocol/http';
import { linkTokenIn } from '@holdspace/protocol/link-token';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cookieLifetime } from '../config/cookie-keys.ts';
import { systemContext } from '../ledger/command-context.ts';
import type { CircleLedger } from '../ledger/ledgers.ts';
import {
  browserMark,
  deriveReturnCode,
  hashReturnCode,
  hashToken,
  newId,
  newSessionId,
  tokenTarget,
} from '../security/tokens.ts';
import type { Cookie, SignIn } from './cookies.ts';
import { cleanDisplayName, joinWithUniqueName } from './display-names.ts';
import type { HttpContext } from './http-context.ts';
import {
  fieldError,
  linkNotOpenError,
  noCookiesError,
  tooManyJoiningError,
} from './http-errors.ts';
import { toCircleCard } from './response-dtos.ts';
import { ReturnCodeThrottle } from './return-code-throttle.ts';
import { nullIfSetAside } from './set-aside-ledgers.ts';
import { signInCookie } from './sign-in.ts';
import { sharedDeviceLifetime } from './signed-tokens.ts';

/** A browser in front of a door. */
interface LinkAttempt {
  readonly signIn: SignIn;
  /** Somebody who came from this browser is excluded from the organisation (VOI-1). */
  readonly excluded: boolean;
}

/** A circle that knows what was shown. */
interface LinkTarget {
  readonly circle: CircleLedger;
  readonly id: CircleId;
  /** Of the token, or of the code. */
  readonly hash: string;
}

export const linkRoutes =
  (door: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const {
      authenticator: authority,
      cookies,
      exclusions,
      keys,
      ledgers,
      metrics,
      settings,
    } = door;
    const guard = new ReturnCodeThrottle(settings.limits);
    const knocks = settings.limits
      ? { rateLimit: { max: settings.knocksPerMinute, timeWindow: '1 minute' } }
      : {};
    const now = () => ledgers.store.now();

    const knock = async (request: FastifyRequest): Promise<LinkAttempt> => {
      const signIn = cookies.read(request.headers.cookie) ?? cookies.createSignIn();
      return { signIn, excluded: (await exclusions.current()).appliesTo(signIn.browser) };
    };

    /** As it was made, whatever happened to it on its way (CON-1). */
    const tidied = (token: string): string =>
      tokenTarget(token) === null && parseReturnCode(token).length === 0
        ? (linkTokenIn(token) ?? token)
        : token;

    /**
     * CON-1: a browser shows that it keeps our cookie before anything is used up. Programs send
     * no `sec-fetch-site`, and keep their cookies by themselves.
     */
    const expectCookie = (
      request: FastifyRequest,
      reply: FastifyReply,
      { signIn }: LinkAttempt,
    ) => {
      const { cookie, 'sec-fetch-site': site } = request.headers;
      if (site === undefined || cookies.read(cookie) !== null) return;
      setCookie(reply, cookies.write(signIn));
      throw noCookiesError();
    };

    fastify.get(
      '/cookie',
      {
        schema: {
          summary: 'Whether this browser sent our cookie; sets one when it did not.',
          response: { 200: cookieCheck },
        },
      },
      async (request, reply) => {
        const kept = cookies.read(request.headers.cookie) !== null;
        if (!kept) setCookie(reply, cookies.write(cookies.createSignIn()));
        return { kept };
      },
    );

    /** Every circle that may know this code, and the one behind the door of this token. */
    const placesOf = async (token: string): Promise<LinkTarget[]> => {
      const codes = parseReturnCode(token);
      const place = tokenTarget(token);
      if (codes.length === 0 && place !== null && place !== 'house') {
        const circle = await nullIfSetAside(authority.circleByDoor(place.door));
        const id = circle?.state.circle;
        return circle && id ? [{ circle, id, hash: hashToken(token) }] : [];
      }
      const house = await ledgers.house();
      const places: LinkTarget[] = [];
      for (const { bucket, code } of codes) {
        for (const id of house.state.circles) {
          if (codeBucketOf(id) !== bucket) continue;
          const circle = await nullIfSetAside(ledgers.circle(id));
          const hash = hashReturnCode(keys.links, id, code);
          if (circle?.state.codes.has(hash)) places.push({ circle, id, hash });
        }
      }
      return places;
    };

    /** The newest session that a press at this place began in this browser, also when its cookie never came. */
    const markedIn = ({ circle, id, hash }: LinkTarget, { browser }: SignIn) => {
      const mark = browserMark(keys.links, id, browser);
      return [...circle.state.sessions.keys()].findLast(
        (session) =>
          circle.words.get(circleSlots.mark(session)) === mark &&
          wasStartedBy(circle.state, session, hash, now()),
      );
    };

    /** Where this browser is signed in to that circle already. */
    const own = (place: LinkTarget, { signIn }: LinkAttempt) => {
      const { state } = place.circle;
      const named = signIn.sessions.get(circlePrefixOf(place.id));
      const isNamed = named !== undefined && activeSession(state, named, now()) !== null;
      const session = isNamed ? named : markedIn(place, signIn);
      const member = session === undefined ? null : (state.sessions.get(session)?.member ?? null);
      return { session, member, replaces: session ?? named ?? null };
    };

    const find = async (token: string, asked: LinkAttempt) => {
      const house = await ledgers.house();
      for (const place of await placesOf(token)) {
        const { session, member: signedIn, replaces } = own(place, asked);
        const { excluded, signIn } = asked;
        const browser = browserMark(keys.links, place.hash, signIn.browser);
        const maker = linkMakerOf(place.circle.state, place.hash);
        const disowned = isDisowned(house.state, maker);
        const redemption = { hash: place.hash, browser, signedIn, excluded, disowned };
        const found = redemptionOutcome(place.circle.state, redemption, now());
        if (found) return { ...place, redemption, found, replaces, session };
      }
      return null;
    };

    /** The one answer; codes get it later. */
    const doesNotOpen = async (token: string, request: FastifyRequest, since: number) => {
      if (!isToken(token)) await guard.delayWrongCode(request.ip, since);
      return linkNotOpenError();
    };

    fastify.post(
      '/links/look',
      {
        config: knocks,
        schema: {
          summary: 'What a link or return code opens. Does not use it up.',
          body: z.strictObject({ token: linkToken }),
          response: { 200: linkPreview },
        },
      },
      async (request, reply) => {
        const since = performance.now();
        const token = tidied(request.body.token);
        const asked = await knock(request);
        if (cookies.read(request.headers.cookie) === null)
          setCookie(reply, cookies.write(asked.signIn));
        if (isToken(token) && tokenTarget(token) === 'house') {
          const { state } = await ledgers.house();
          const hash = hashToken(token);
          const browser = browserMark(keys.links, hash, asked.signIn.browser);
          const opens = organiserByLink(state, { hash, browser, now: now() });
          if (!opens && !(await staffAgain(hash, asked))) throw linkNotOpenError();
          return { kind: 'organiser' } as const;
        }
        const place = await find(token, asked);
        if (!place) throw await doesNotOpen(token, request, since);
        if (place.found.member !== null) return { kind: 'return' } as const;
        const card = await toCircleCard(door, place.circle, 'invited');
        return { kind: 'circle', role: place.found.role, card } as const;
      },
    );

    /** The session that an earlier press of this browser at this link began, not long ago. */
    const staffAgain = async (hash: string, { signIn }: LinkAttempt): Promise<SessionId | null> => {
      const house = await ledgers.house();
      const used = house.state.links.get(hash)?.used;
      const mark = browserMark(keys.links, 'house', signIn.browser);
      const found = [...house.state.staffSessions].findLast(
        ([session, { staff, since, until }]) =>
          staff === used?.staff &&
          until > now() &&
          (session === signIn.organiser ||
            (since + samePressWindow > now() &&
              house.words.get(houseSlots.mark(session)) === mark)),
      );
      return found?.[0] ?? null;
    };

    const organiserComesIn = async (token: string, asked: LinkAttempt, shared: boolean) => {
      const house = await ledgers.house();
      const hash = hashToken(token);
      const { signIn } = asked;
      const mark = browserMark(keys.links, 'house', signIn.browser);
      const living = signIn.organiser && activeStaffSession(house.state, signIn.organiser, now());
      await house.handle(
        {
          do: 'sign-in',
          hash,
          browser: browserMark(keys.links, hash, signIn.browser),
          staff: living ? living.staff : newId<PersonId>('o'),
          session: { session: newSessionId(), until: untilOf(shared), mark },
          replaces: signIn.organiser,
        },
        { ...systemContext, id: pressOf(hash, signIn) },
      );
      const organiser = await staffAgain(hash, asked);
      if (organiser === null) throw linkNotOpenError();
      return { ...signIn, shared, organiser };
    };

    /** One press of one browser at one link, however often its answer is lost. */
    const pressOf = (hash: string, { browser }: SignIn) =>
      `press-${browserMark(keys.links, `press ${hash}`, browser)}`;

    const untilOf = (shared: boolean): Millis =>
      now() + (shared ? sharedDeviceLifetime : cookieLifetime);

    fastify.post(
      '/links/redeem',
      {
        config: knocks,
        schema: {
          summary: 'Comes in by a link or return code; signs this browser in.',
          body: redeemRequest,
          response: { 200: redeemResponse },
        },
      },
      async (request, reply) => {
        const since = performance.now();
        const token = tidied(request.body.token);
        const asked = await knock(request);
        expectCookie(request, reply, asked);
        const { signIn } = asked;
        // Once shared, the whole browser stays so until it is signed out: the safe side.
        const shared = signIn.shared || request.body.sharedDevice;
        if (isToken(token) && tokenTarget(token) === 'house') {
          setCookie(reply, signInCookie(door, await organiserComesIn(token, asked, shared)));
          metrics.redeemed.inc({ kind: 'organiser' });
          return { kind: 'organiser' } as const;
        }
        const place = await find(token, asked);
        if (!place) throw await doesNotOpen(token, request, since);
        const { circle, id, redemption, found } = place;
        const name = cleanDisplayName(request.body.name ?? '');
        if (found.member === null) requireJoinFields(name, request.body.agreed === true);
        const session = await comeIn(place, asked, name, untilOf(shared));
        const living = session && activeSession(circle.state, session, now());
        const member = living ? circle.state.members.get(living.member) : undefined;
        if (!session || !living || !member) throw linkNotOpenError();
        const sessions = new Map(signIn.sessions);
        // The one that began last comes last.
        sessions.delete(circlePrefixOf(id));
        sessions.set(circlePrefixOf(id), session);
        setCookie(reply, signInCookie(door, { ...signIn, shared, sessions }));
        metrics.redeemed.inc({ kind: found.kind });
        const code = codeFor(id, session, signIn);
        const isTheirs = member.code === hashReturnCode(keys.links, id, code);
        const isNew =
          living.member !== redemption.signedIn || now() - living.since < samePressWindow;
        const returnCode = isTheirs && isNew ? code : null;
        const { member: person } = living;
        return {
          kind: 'member',
          circle: id,
          member: person,
          role: member.role,
          returnCode,
        } as const;
      },
    );

    /** The code that came with this session; nobody without the cookie and the key can make it. */
    const codeFor = (id: CircleId, session: SessionId, { browser }: SignIn) =>
      deriveReturnCode(keys.links, id, `${session} ${browser}`);

    /** The session that this browser has afterwards, also when it pressed twice at once. */
    const comeIn = async (
      place: NonNullable<Awaited<ReturnType<typeof find>>>,
      { signIn }: LinkAttempt,
      name: string,
      until: Millis,
    ): Promise<SessionId | undefined> => {
      const { circle, id, hash, redemption, found, replaces } = place;
      const mark = browserMark(keys.links, id, signIn.browser);
      const press = async (command: string | null, joined?: number) => {
        // WAY-2: how a person looks follows from the id, so this one looks like nobody else there.
        const fresh = distinctId(() => newId<PersonId>('p'), circle.state.members.keys());
        const session = newSessionId();
        const code = hashReturnCode(keys.links, id, codeFor(id, session, signIn));
        const beginning = { session: { session, until, mark }, code, fresh };
        const compared = joined === undefined ? {} : { joined };
        const limits = settings.limits ? {} : ({ unlimited: true } as const);
        return circle.handle(
          { do: 'redeem', ...redemption, ...beginning, ...compared, ...limits, name, replaces },
          { ...systemContext, id: command },
        );
      };
      /** Somebody new needs a name that is free; that of an earlier press of this browser is its own. */
      const comes = (command: string | null) =>
        found.member === null
          ? joinWithUniqueName(circle, found.role, name, (joined) => press(command, joined))
          : press(command);
      const isOwn = found.member !== null && found.member === redemption.signedIn;
      const answer = await comes(pressOf(hash, signIn)).catch((problem: unknown) => {
        if (markedIn(place, signIn) === undefined) throw problem;
        return { ok: true } as const;
      });
      if ('refused' in answer) {
        throw answer.refused === 'too-soon' ? tooManyJoiningError() : linkNotOpenError();
      }
      if (isOwn) return place.session;
      const began = markedIn(place, signIn);
      if (began !== undefined) return began;
      // What this browser did by an earlier press has ended since, so this one is another.
      await comes(null);
      return markedIn(place, signIn);
    };
  };

/** Of a link; a code without spaces can look like one. */
const isToken = (text: string): boolean =>
  tokenTarget(text) !== null && parseReturnCode(text).length === 0;

function requireJoinFields(name: string, agreed: boolean): void {
  const fields: Record<string, string> = {};
  if (name === '') fields.name = 'Choose a name that people in the circle will see.';
  if (!agreed) fields.agreed = 'Please read the agreements and agree to them.';
  if (Object.keys(fields).length > 0) throw fieldError(fields);
}

const setCookie = (reply: FastifyReply, { name, value, options }: Cookie) =>
  reply.setCookie(name, value, options);
