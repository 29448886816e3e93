/**
 * Routes that look up and redeem links and return codes. Whatever is wrong with a link or code,
 * the answer is the same. A lookup says nothing about a person who comes back (PRV-8).
 */
import { activeSession, circlePrefixOf, samePressWindow } from '@holdspace/core';
import {
  cookieCheck,
  linkPreview,
  linkToken,
  redeemRequest,
  redeemResponse,
} from '@holdspace/protocol/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hashReturnCode } from '../security/tokens.ts';
import type { Cookie } from './cookies.ts';
import { cleanDisplayName } from './display-names.ts';
import type { HttpContext } from './http-context.ts';
import { fieldError, type HttpError, linkNotOpenError, noCookiesError } from './http-errors.ts';
import {
  type FoundLink,
  isToken,
  type LinkAttempt,
  LinkLookup,
  normaliseToken,
  opensHouse,
} from './link-lookup.ts';
import { LinkRedemption } from './link-redemption.ts';
import { toCircleCard } from './response-dtos.ts';
import { ReturnCodeThrottle } from './return-code-throttle.ts';
import { signInCookie } from './sign-in.ts';

type LinkApp = Parameters<FastifyPluginAsyncZod>[0];

interface LinkServices {
  readonly context: HttpContext;
  readonly lookup: LinkLookup;
  /** Route options: the rate limit of both routes. */
  readonly config: { readonly rateLimit?: { readonly max: number; readonly timeWindow: string } };
  /** The error for what opens nothing: for a wrong return code it comes late (KEY-3). */
  notOpen(token: string, request: FastifyRequest, since: number): Promise<HttpError>;
}

export const linkRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { settings } = context;
    const throttle = new ReturnCodeThrottle(settings.limits);
    const services: LinkServices = {
      context,
      lookup: new LinkLookup(context),
      config: settings.limits
        ? { rateLimit: { max: settings.knocksPerMinute, timeWindow: '1 minute' } }
        : {},
      async notOpen(token, request, since) {
        if (!isToken(token)) await throttle.delayWrongCode(request.ip, since);
        return linkNotOpenError();
      },
    };
    addCookieCheck(fastify, services);
    addLookup(fastify, services);
    addRedemption(fastify, services);
  };

function addCookieCheck(fastify: LinkApp, { context: { cookies } }: LinkServices): void {
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
}

function addLookup(fastify: LinkApp, services: LinkServices): void {
  const { context, lookup, config, notOpen } = services;
  const { cookies } = context;
  fastify.post(
    '/links/look',
    {
      config: { ...config, compressed: true },
      schema: {
        summary: 'What a link or return code opens. Does not use it up.',
        body: z.strictObject({ token: linkToken }),
        response: { 200: linkPreview },
      },
    },
    async (request, reply) => {
      const since = performance.now();
      const token = normaliseToken(request.body.token);
      const attempt = await attemptOf(context, request);
      if (cookies.read(request.headers.cookie) === null)
        setCookie(reply, cookies.write(attempt.signIn));
      if (opensHouse(token)) {
        if (!(await lookup.opensForOrganiser(token, attempt))) throw linkNotOpenError();
        return { kind: 'organiser' } as const;
      }
      const link = await lookup.find(token, attempt);
      if (!link) throw await notOpen(token, request, since);
      if (link.found.member !== null) return { kind: 'return' } as const;
      const card = await toCircleCard(context, link.circle, 'invited');
      return { kind: 'circle', role: link.found.role, card } as const;
    },
  );
}

function addRedemption(fastify: LinkApp, services: LinkServices): void {
  const { context, lookup, config, notOpen } = services;
  const redemption = new LinkRedemption(context, lookup);
  fastify.post(
    '/links/redeem',
    {
      config,
      schema: {
        summary: 'Comes in by a link or return code; signs this browser in.',
        body: redeemRequest,
        response: { 200: redeemResponse },
      },
    },
    async (request, reply) => {
      const since = performance.now();
      const token = normaliseToken(request.body.token);
      const attempt = await attemptOf(context, request);
      expectCookie(context, request, reply, attempt);
      const { signIn } = attempt;
      // A browser that was shared once stays so until it is signed out: the safe side.
      const sharedDevice = signIn.shared || request.body.sharedDevice;
      if (opensHouse(token)) {
        const signedIn = await redemption.signInOrganiser(token, attempt, sharedDevice);
        setCookie(reply, signInCookie(context, signedIn));
        context.metrics.redeemed.inc({ kind: 'organiser' });
        return { kind: 'organiser' } as const;
      }
      const link = await lookup.find(token, attempt);
      if (!link) throw await notOpen(token, request, since);
      const name = cleanDisplayName(request.body.name ?? '');
      if (link.found.member === null) requireJoinFields(name, request.body.agreed === true);
      const agreed = request.body.agreementsVersion;
      const given = { name, sharedDevice, agreed };
      const session = await redemption.signInMember(link, attempt, given);
      if (!session) throw linkNotOpenError();
      const code = redemption.returnCodeOf(link.id, session, signIn);
      const answer = memberAnswer(context, link, session, code);
      const sessions = new Map(signIn.sessions);
      // The session that began last is the last entry.
      sessions.delete(circlePrefixOf(link.id));
      sessions.set(circlePrefixOf(link.id), session);
      setCookie(reply, signInCookie(context, { ...signIn, shared: sharedDevice, sessions }));
      context.metrics.redeemed.inc({ kind: link.found.kind });
      return answer;
    },
  );
}

/** The browser that sent the request, with a new sign-in when it sent no cookie. */
async function attemptOf(
  { cookies, exclusions }: HttpContext,
  request: FastifyRequest,
): Promise<LinkAttempt> {
  const signIn = cookies.read(request.headers.cookie) ?? cookies.createSignIn();
  return { signIn, excluded: (await exclusions.current()).appliesTo(signIn.browser) };
}

/**
 * CON-1: a browser shows that it keeps our cookie before a link is used up. Programs send no
 * `sec-fetch-site`, and keep their cookies themselves.
 */
function expectCookie(
  { cookies }: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { signIn }: LinkAttempt,
): void {
  const { cookie, 'sec-fetch-site': site } = request.headers;
  if (site === undefined || cookies.read(cookie) !== null) return;
  setCookie(reply, cookies.write(signIn));
  throw noCookiesError();
}

/** Shows the return code once: to a person whose membership or session has just begun. */
function memberAnswer(
  { keys, ledgers }: HttpContext,
  { circle, id, redemption }: FoundLink,
  session: Parameters<typeof activeSession>[1],
  code: string,
) {
  const now = ledgers.store.now();
  const active = activeSession(circle.state, session, now);
  const member = active ? circle.state.members.get(active.member) : undefined;
  if (!active || !member) throw linkNotOpenError();
  const isTheirs = member.code === hashReturnCode(keys.links, id, code);
  const isNew = active.member !== redemption.signedIn || now - active.since < samePressWindow;
  return {
    kind: 'member',
    circle: id,
    member: active.member,
    role: member.role,
    returnCode: isTheirs && isNew ? code : null,
  } as const;
}

function requireJoinFields(name: string, agreed: boolean): void {
  const fields: Record<string, string> = {};
  if (name === '') fields.name = 'Choose a name that people in the circle will see.';
  if (!agreed) fields.agreed = 'Please read the agreements and agree to them.';
  if (Object.keys(fields).length > 0) throw fieldError(fields);
}

const setCookie = (reply: FastifyReply, { name, value, options }: Cookie) =>
  reply.setCookie(name, value, options);
