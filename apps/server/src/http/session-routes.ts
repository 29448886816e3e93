/**
 * The routes of a person's own sign-in (KEY-2, KEY-3): where they are signed in, a new return
 * code, signing out here and everywhere. What they press is always about themselves.
 */
import {
  activeSession,
  activeSessionsOf,
  type CircleId,
  circlePrefixOf,
  noticesFor,
  returnCodeRefusal,
} from '@holdspace/core';
import { createdReturnCode, newReturnCodeRequest, ownSessions } from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cookieLifetime } from '../config/cookie-keys.ts';
import { memberContext } from '../ledger/command-context.ts';
import {
  browserMark,
  deriveReturnCode,
  deriveSessionId,
  hashReturnCode,
  randomLetters,
} from '../security/tokens.ts';
import type { HttpContext } from './http-context.ts';
import {
  codeHeldError,
  notHereError,
  signedOutError,
  staffNeedNoCodeError,
} from './http-errors.ts';
import { stepOutAndSignOut } from './leave-now.ts';
import { isEndedMembership } from './request-authenticator.ts';
import { cookiesAfterSignOut, endSessions, inBackground, signInCookie } from './sign-in.ts';
import { sharedDeviceLifetime } from './signed-tokens.ts';

const circleParams = z.object({ circle: z.string().min(1).max(64) });
const day = 24 * 60 * 60 * 1000;
const startOfDay = (at: number) => Math.floor(at / day) * day;
/** The body of a sign-out by *Leave now*. */
const leavingSchema = z.object({ leaving: z.literal(true) });
/** Nobody waits longer for a sign-out; what is not done by then is done afterwards. */
const signOutDeadline = 1000;

export const sessionRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authenticator, cookies, keys, ledgers } = context;
    const now = () => ledgers.store.now();

    fastify.post(
      '/sign-out',
      {
        // The way out never waits for a limit, and is never refused (EXIT-1).
        config: { rateLimit: false },
        schema: {
          summary:
            'Ends the sessions of this browser, in one circle or all; takes the cookie back. With leaving: true the person steps out of their meetings first.',
          body: z.unknown(),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { cookie } = request.headers;
        const asked = z.object({ circle: z.string().max(64) }).safeParse(request.body);
        const only = asked.success ? asked.data.circle : undefined;
        const leaves = leavingSchema.safeParse(request.body).success;
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise((done) => {
          timer = setTimeout(done, signOutDeadline);
        });
        const end = () =>
          leaves ? stepOutAndSignOut(context, cookie) : endSessions(context, cookie, only);
        await Promise.race([inBackground(context, end), late]);
        clearTimeout(timer);
        for (const each of cookiesAfterSignOut(context, cookie, only)) {
          reply.setCookie(each.name, each.value, each.options);
        }
        return reply.code(204).send(null);
      },
    );

    fastify.get(
      '/circles/:circle/sessions',
      {
        schema: {
          summary: 'Where one is signed in to a circle, and what other devices did.',
          params: circleParams,
          response: { 200: ownSessions },
        },
      },
      async (request) => {
        const { circle, standing, session } = await authenticator.membership(
          request,
          request.params.circle,
        );
        const { state } = circle;
        return {
          sessions: activeSessionsOf(state, standing.person, now()).map(([id, { since, by }]) => ({
            ...{ since: startOfDay(since), by, current: id === session },
          })),
          notices: noticesFor(state, standing.person, session, now()).map(({ what, at }) => ({
            ...{ what, at },
          })),
          hasCode: state.members.get(standing.person)?.code !== undefined,
          mayMakeCode:
            returnCodeRefusal(state, session, now()) === null
              ? (true as const)
              : ('not-yours' as const),
        };
      },
    );

    fastify.post(
      '/circles/:circle/return-code',
      {
        schema: {
          summary: 'A new return code; the one before and other devices end.',
          params: circleParams,
          body: newReturnCodeRequest.optional(),
          response: { 200: createdReturnCode },
        },
      },
      async (request, reply) => {
        const id = request.params.circle as CircleId;
        const signIn = cookies.read(request.headers.cookie);
        const found = await authenticator.sessionFor(request.headers.cookie, id);
        if (!found || !signIn) throw notHereError();
        const { circle, session } = found;
        const press = request.body?.id ?? randomLetters(128);
        const fresh = deriveSessionId(keys.links, `renew ${id} ${session} ${press}`);
        const code = deriveReturnCode(keys.links, id, `${fresh} ${signIn.browser}`);
        const hash = hashReturnCode(keys.links, id, code);
        if (isEndedMembership(found)) {
          // The same press again, because its answer was lost: it knows its own id.
          const done = activeSession(circle.state, fresh, now());
          if (!done || circle.state.codes.get(hash) !== done.member)
            throw signedOutError(found.why);
        } else {
          const member = found.standing.person;
          const until = now() + (signIn.shared ? sharedDeviceLifetime : cookieLifetime);
          const mark = browserMark(keys.links, id, signIn.browser);
          const answer = await circle.handle(
            {
              do: 'make-code',
              member,
              session,
              fresh: { session: fresh, until, mark },
              code: hash,
            },
            memberContext(member),
          );
          const isDone = activeSession(circle.state, fresh, now()) !== null;
          if ('refused' in answer && !isDone) {
            if (answer.refused !== 'not-yours') throw signedOutError('new-code');
            throw circle.state.members.get(member)?.staff
              ? staffNeedNoCodeError()
              : codeHeldError();
          }
        }
        const sessions = new Map(signIn.sessions).set(circlePrefixOf(id), fresh);
        const written = signInCookie(context, { ...signIn, sessions });
        reply.setCookie(written.name, written.value, written.options);
        return { returnCode: code };
      },
    );

    fastify.post(
      '/circles/:circle/sign-out-everywhere',
      {
        schema: {
          summary: 'Ends one’s sessions on all devices, this one too. The return code stays.',
          params: circleParams,
          body: z.strictObject({}).optional(),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { circle, standing, session } = await authenticator.membership(
          request,
          request.params.circle,
        );
        const { person: member } = standing;
        await circle.handle({ do: 'sign-out-everywhere', member, session }, memberContext(member));
        return reply.code(204).send(null);
      },
    );
  };
