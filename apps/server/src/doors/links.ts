/**
 * The door that links and return codes open: looking what one is, and coming in by it. Whatever
 * is wrong with it, the answer is one and the same. Looking never uses a link up; only a press
 * does (threat 2: the scanners of mail and chat open every link they see), and before a press
 * nothing is said about somebody who comes back (PRV-8).
 */
import type { CircleId, Millis, PersonId, SessionId } from '@holdspace/core';
import {
  circleSlots,
  doorOf,
  houseSlots,
  isBegunBy,
  livingSession,
  livingStaffSession,
  makerOf,
  organiserBy,
  organiserOf,
  redeeming,
  samePress,
} from '@holdspace/core';
import { distinctId } from '@holdspace/protocol';
import { bucketOf, readCode } from '@holdspace/protocol/codes';
import { cookieKept, linkToken, looked, redeem, redeemed } from '@holdspace/protocol/http';
import { linkTokenIn } from '@holdspace/protocol/link-token';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { serverAsks } from '../asking.ts';
import { cookieLife } from '../cookie-keys.ts';
import type { CircleLedger } from '../ledgers.ts';
import { cardOf } from './cards.ts';
import { CodeGuard } from './code-guard.ts';
import type { Cookie, SignIn } from './cookies.ts';
import type { Door } from './door.ts';
import { joinNamed, shownName } from './names.ts';
import { fieldProblem, linkDoesNotOpen, manyComeIn, noCookies } from './problems.ts';
import { unlessSetAside } from './set-aside.ts';
import { cookieOf } from './sign-in.ts';
import { sharedLife } from './signed.ts';
import {
  browserMark,
  hashCode,
  hashToken,
  madeCode,
  newId,
  newSessionId,
  placeOf,
} from './tokens.ts';

/** A browser in front of a door. */
interface Knock {
  readonly signIn: SignIn;
  /** Somebody who came from this browser is excluded from the organisation (VOI-1). */
  readonly excluded: boolean;
}

/** A circle that knows what was shown. */
interface Place {
  readonly circle: CircleLedger;
  readonly id: CircleId;
  /** Of the token, or of the code. */
  readonly hash: string;
}

export const linkDoors =
  (door: Door): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authority, cookies, exclusions, keys, ledgers, metrics, settings } = door;
    const guard = new CodeGuard(settings.limits);
    const knocks = settings.limits
      ? { rateLimit: { max: settings.knocksPerMinute, timeWindow: '1 minute' } }
      : {};
    const now = () => ledgers.store.now();

    const knock = async (request: FastifyRequest): Promise<Knock> => {
      const signIn = cookies.read(request.headers.cookie) ?? cookies.fresh();
      return { signIn, excluded: (await exclusions.current()).binds(signIn.browser) };
    };

    /** As it was made, whatever happened to it on its way (CON-1). */
    const tidied = (token: string): string =>
      placeOf(token) === null && readCode(token).length === 0
        ? (linkTokenIn(token) ?? token)
        : token;

    /**
     * CON-1: a browser shows that it keeps our cookie before anything is used up. Programs send
     * no `sec-fetch-site`, and keep their cookies by themselves.
     */
    const expectCookie = (request: FastifyRequest, reply: FastifyReply, { signIn }: Knock) => {
      const { cookie, 'sec-fetch-site': site } = request.headers;
      if (site === undefined || cookies.read(cookie) !== null) return;
      give(reply, cookies.write(signIn));
      throw noCookies();
    };

    fastify.get(
      '/cookie',
      {
        schema: {
          summary: 'Whether this browser sent our cookie; sets one when it did not.',
          response: { 200: cookieKept },
        },
      },
      async (request, reply) => {
        const kept = cookies.read(request.headers.cookie) !== null;
        if (!kept) give(reply, cookies.write(cookies.fresh()));
        return { kept };
      },
    );

    /** Every circle that may know this code, and the one behind the door of this token. */
    const placesOf = async (token: string): Promise<Place[]> => {
      const codes = readCode(token);
      const place = placeOf(token);
      if (codes.length === 0 && place !== null && place !== 'house') {
        const circle = await unlessSetAside(authority.circleBehind(place.door));
        const id = circle?.state.circle;
        return circle && id ? [{ circle, id, hash: hashToken(token) }] : [];
      }
      const house = await ledgers.house();
      const places: Place[] = [];
      for (const { bucket, code } of codes) {
        for (const id of house.state.circles) {
          if (bucketOf(id) !== bucket) continue;
          const circle = await unlessSetAside(ledgers.circle(id));
          const hash = hashCode(keys.links, id, code);
          if (circle?.state.codes.has(hash)) places.push({ circle, id, hash });
        }
      }
      return places;
    };

    /** The newest session that a press at this place began in this browser, also when its cookie never came. */
    const markedIn = ({ circle, id, hash }: Place, { browser }: SignIn) => {
      const mark = browserMark(keys.links, id, browser);
      return [...circle.state.sessions.keys()].findLast(
        (session) =>
          circle.words.get(circleSlots.mark(session)) === mark &&
          isBegunBy(circle.state, session, hash, now()),
      );
    };

    /** Where this browser is signed in to that circle already. */
    const own = (place: Place, { signIn }: Knock) => {
      const { state } = place.circle;
      const named = signIn.sessions.get(doorOf(place.id));
      const isNamed = named !== undefined && livingSession(state, named, now()) !== null;
      const session = isNamed ? named : markedIn(place, signIn);
      const member = session === undefined ? null : (state.sessions.get(session)?.member ?? null);
      return { session, member, replaces: session ?? named ?? null };
    };

    const find = async (token: string, asked: Knock) => {
      const house = await ledgers.house();
      for (const place of await placesOf(token)) {
        const { session, member: signedIn, replaces } = own(place, asked);
        const { excluded, signIn } = asked;
        const browser = browserMark(keys.links, place.hash, signIn.browser);
        const maker = makerOf(place.circle.state, place.hash);
        const disowned = maker !== null && organiserOf(house.state, maker) === null;
        const redemption = { hash: place.hash, browser, signedIn, excluded, disowned };
        const found = redeeming(place.circle.state, redemption, now());
        if (found) return { ...place, redemption, found, replaces, session };
      }
      return null;
    };

    /** The one answer; codes get it later. */
    const doesNotOpen = async (token: string, request: FastifyRequest, since: number) => {
      if (!isToken(token)) await guard.wrong(request.ip, since);
      return linkDoesNotOpen();
    };

    fastify.post(
      '/links/look',
      {
        config: knocks,
        schema: {
          summary: 'What a link or return code opens. Does not use it up.',
          body: z.strictObject({ token: linkToken }),
          response: { 200: looked },
        },
      },
      async (request, reply) => {
        const since = performance.now();
        const token = tidied(request.body.token);
        const asked = await knock(request);
        if (cookies.read(request.headers.cookie) === null) give(reply, cookies.write(asked.signIn));
        if (isToken(token) && placeOf(token) === 'house') {
          const { state } = await ledgers.house();
          const hash = hashToken(token);
          const browser = browserMark(keys.links, hash, asked.signIn.browser);
          const opens = organiserBy(state, { hash, browser, now: now() });
          if (!opens && !(await staffAgain(hash, asked))) throw linkDoesNotOpen();
          return { kind: 'organiser' } as const;
        }
        const place = await find(token, asked);
        if (!place) throw await doesNotOpen(token, request, since);
        if (place.found.member !== null) return { kind: 'return' } as const;
        const card = await cardOf(door, place.circle, 'invited');
        return { kind: 'circle', role: place.found.role, card } as const;
      },
    );

    /** The session that an earlier press of this browser at this link began, not long ago. */
    const staffAgain = async (hash: string, { signIn }: Knock): Promise<SessionId | null> => {
      const house = await ledgers.house();
      const used = house.state.links.get(hash)?.used;
      const mark = browserMark(keys.links, 'house', signIn.browser);
      const found = [...house.state.staffSessions].findLast(
        ([session, { staff, since, until }]) =>
          staff === used?.staff &&
          until > now() &&
          (session === signIn.organiser ||
            (since + samePress > now() && house.words.get(houseSlots.mark(session)) === mark)),
      );
      return found?.[0] ?? null;
    };

    const organiserComesIn = async (token: string, asked: Knock, shared: boolean) => {
      const house = await ledgers.house();
      const hash = hashToken(token);
      const { signIn } = asked;
      const mark = browserMark(keys.links, 'house', signIn.browser);
      const living = signIn.organiser && livingStaffSession(house.state, signIn.organiser, now());
      await house.handle(
        {
          do: 'sign-in',
          hash,
          browser: browserMark(keys.links, hash, signIn.browser),
          staff: living ? living.staff : newId<PersonId>('o'),
          session: { session: newSessionId(), until: untilOf(shared), mark },
          replaces: signIn.organiser,
        },
        { ...serverAsks, id: pressOf(hash, signIn) },
      );
      const organiser = await staffAgain(hash, asked);
      if (organiser === null) throw linkDoesNotOpen();
      return { ...signIn, shared, organiser };
    };

    /** One press of one browser at one link, however often its answer is lost. */
    const pressOf = (hash: string, { browser }: SignIn) =>
      `press-${browserMark(keys.links, `press ${hash}`, browser)}`;

    const untilOf = (shared: boolean): Millis => now() + (shared ? sharedLife : cookieLife);

    fastify.post(
      '/links/redeem',
      {
        config: knocks,
        schema: {
          summary: 'Comes in by a link or return code; signs this browser in.',
          body: redeem,
          response: { 200: redeemed },
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
        if (isToken(token) && placeOf(token) === 'house') {
          give(reply, cookieOf(door, await organiserComesIn(token, asked, shared)));
          metrics.redeemed.inc({ kind: 'organiser' });
          return { kind: 'organiser' } as const;
        }
        const place = await find(token, asked);
        if (!place) throw await doesNotOpen(token, request, since);
        const { circle, id, redemption, found } = place;
        const name = shownName(request.body.name ?? '');
        if (found.member === null) askForWhatIsMissing(name, request.body.agreed === true);
        const session = await comeIn(place, asked, name, untilOf(shared));
        const living = session && livingSession(circle.state, session, now());
        const member = living ? circle.state.members.get(living.member) : undefined;
        if (!session || !living || !member) throw linkDoesNotOpen();
        const sessions = new Map(signIn.sessions);
        // The one that began last comes last.
        sessions.delete(doorOf(id));
        sessions.set(doorOf(id), session);
        give(reply, cookieOf(door, { ...signIn, shared, sessions }));
        metrics.redeemed.inc({ kind: found.kind });
        const code = codeFor(id, session, signIn);
        const isTheirs = member.code === hashCode(keys.links, id, code);
        const isNew = living.member !== redemption.signedIn || now() - living.since < samePress;
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
      madeCode(keys.links, id, `${session} ${browser}`);

    /** The session that this browser has afterwards, also when it pressed twice at once. */
    const comeIn = async (
      place: NonNullable<Awaited<ReturnType<typeof find>>>,
      { signIn }: Knock,
      name: string,
      until: Millis,
    ): Promise<SessionId | undefined> => {
      const { circle, id, hash, redemption, found, replaces } = place;
      const mark = browserMark(keys.links, id, signIn.browser);
      const press = async (command: string | null, joined?: number) => {
        // WAY-2: how a person looks follows from the id, so this one looks like nobody else there.
        const fresh = distinctId(() => newId<PersonId>('p'), circle.state.members.keys());
        const session = newSessionId();
        const code = hashCode(keys.links, id, codeFor(id, session, signIn));
        const beginning = { session: { session, until, mark }, code, fresh };
        const compared = joined === undefined ? {} : { joined };
        const limits = settings.limits ? {} : ({ unlimited: true } as const);
        return circle.handle(
          { do: 'redeem', ...redemption, ...beginning, ...compared, ...limits, name, replaces },
          { ...serverAsks, id: command },
        );
      };
      /** Somebody new needs a name that is free; that of an earlier press of this browser is its own. */
      const comes = (command: string | null) =>
        found.member === null
          ? joinNamed(circle, found.role, name, (joined) => press(command, joined))
          : press(command);
      const isOwn = found.member !== null && found.member === redemption.signedIn;
      const answer = await comes(pressOf(hash, signIn)).catch((problem: unknown) => {
        if (markedIn(place, signIn) === undefined) throw problem;
        return { ok: true } as const;
      });
      if ('refused' in answer) {
        throw answer.refused === 'too-soon' ? manyComeIn() : linkDoesNotOpen();
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
const isToken = (text: string): boolean => placeOf(text) !== null && readCode(text).length === 0;

function askForWhatIsMissing(name: string, agreed: boolean): void {
  const fields: Record<string, string> = {};
  if (name === '') fields.name = 'Choose a name that people in the circle will see.';
  if (!agreed) fields.agreed = 'Please read the agreements and agree to them.';
  if (Object.keys(fields).length > 0) throw fieldProblem(fields);
}

const give = (reply: FastifyReply, { name, value, options }: Cookie) =>
  reply.setCookie(name, value, options);
