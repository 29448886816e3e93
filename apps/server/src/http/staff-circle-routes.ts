/**
 * Staff in circles: entering one as its facilitator (STF-1), and becoming staff as a facilitator of
 * a ledger from before there was staff (STF-7).
 */
import {
  activeStaffSession,
  type CircleId,
  circlePrefixOf,
  mayBecomeStaff,
  type PersonId,
  type SessionId,
} from '@holdspace/core';
import { becameStaff, enteredCircle, enterRequest } from '@holdspace/protocol/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cookieLifetime } from '../config/cookie-keys.ts';
import { systemContext } from '../ledger/command-context.ts';
import { browserMark, newId, newSessionId } from '../security/tokens.ts';
import type { SignIn } from './cookies.ts';
import type { HttpContext } from './http-context.ts';
import { alreadySomebodyElseError, expectOk, notAGuestError, notHereError } from './http-errors.ts';
import type { Membership } from './request-authenticator.ts';
import { signInCookie } from './sign-in.ts';
import { sharedDeviceLifetime } from './signed-tokens.ts';
import { StaffEntrance, type StaffMembership } from './staff-entrance.ts';

const circleParams = z.object({ circle: z.string().min(1).max(64) });
const emptyBody = z.strictObject({}).optional();

export const staffCircleRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authenticator, cookies } = context;
    const entrance = new StaffEntrance(context);
    const signInOf = ({ headers }: FastifyRequest) => cookies.read(headers.cookie);

    fastify.post(
      '/circles/:circle/enter',
      {
        schema: {
          summary:
            'Enters a circle that one looks after, as its facilitator, without a link. Again: the same membership.',
          params: circleParams,
          body: enterRequest.optional(),
          response: { 200: enteredCircle },
        },
      },
      async (request, reply) => {
        const id = request.params.circle as CircleId;
        const { house, circle, identity } = await authenticator.circleStaff(
          request,
          'enter-circle',
          id,
        );
        const signIn = signInOf(request);
        const { person: staff, session } = identity;
        if (!signIn || session === null) throw notHereError();
        const replaces = signIn.sessions.get(circlePrefixOf(id)) ?? null;
        const { agreed = false, agreementsVersion: version } = request.body ?? {};
        const entered = await entrance.enter({
          ...{ house, circle, id, staff, session, signIn, replaces },
          consent: agreed ? { version } : null,
        });
        setCircleSession(reply, context, { id, signIn, entered });
        return { circle: id, member: entered.member, role: 'facilitator' } as const;
      },
    );

    fastify.post(
      '/circles/:circle/become-staff',
      {
        schema: {
          summary:
            'Makes a facilitator of before there was staff one of the staff, with exactly this circle. Others are added by an organiser.',
          params: circleParams,
          body: emptyBody,
          response: { 200: becameStaff },
        },
      },
      async (request, reply) => {
        const id = request.params.circle as CircleId;
        const membership = await authenticator.membership(request, id);
        const known = signInOf(request);
        if (!known) throw notHereError();
        const { staff, session } = await becomeStaff(context, known, id, membership);
        const signIn: SignIn = { ...known, organiser: session };
        const house = await context.ledgers.house();
        const { circle, session: replaces } = membership;
        const entered = await entrance.enter({
          ...{ house, circle, id, staff, session, signIn, replaces, consent: null },
        });
        setCircleSession(reply, context, { id, signIn, entered });
        return { staff, circle: id, member: entered.member, role: 'facilitator' } as const;
      },
    );
  };

/**
 * The identity in the house and its session: of the browser when it has one, else a new one. Rejects
 * for who is no facilitator of before, and where the membership became somebody else.
 */
async function becomeStaff(
  { keys, ledgers }: HttpContext,
  signIn: SignIn,
  circle: CircleId,
  membership: Membership,
): Promise<{ readonly staff: PersonId; readonly session: SessionId }> {
  const { standing } = membership;
  const member = membership.circle.state.members.get(standing.person);
  if (!member || !mayBecomeStaff(member) || standing.excluded !== undefined) throw notAGuestError();
  const house = await ledgers.house();
  const now = ledgers.store.now();
  const current = signIn.organiser && activeStaffSession(house.state, signIn.organiser, now);
  const session = {
    session: newSessionId(),
    until: now + (signIn.shared ? sharedDeviceLifetime : cookieLifetime),
    mark: browserMark(keys.links, 'house', signIn.browser),
  };
  const answer = await house.handle(
    {
      ...{ do: 'become-staff', circle, member: standing.person, name: standing.name },
      staff: current ? current.staff : newId<PersonId>('o'),
      session: current ? null : session,
      replaces: current ? null : signIn.organiser,
    },
    systemContext,
  );
  if ('refused' in answer && answer.refused === 'stale') throw alreadySomebodyElseError();
  expectOk(answer);
  if (current && signIn.organiser) return { staff: current.staff, session: signIn.organiser };
  const begun = activeStaffSession(house.state, session.session, now);
  if (!begun) throw notHereError();
  return { staff: begun.staff, session: session.session };
}

/** The cookie names the session in the circle, as the last one that began. */
function setCircleSession(
  reply: FastifyReply,
  context: HttpContext,
  {
    id,
    signIn,
    entered,
  }: { readonly id: CircleId; readonly signIn: SignIn; readonly entered: StaffMembership },
): void {
  const sessions = new Map(signIn.sessions);
  sessions.delete(circlePrefixOf(id));
  sessions.set(circlePrefixOf(id), entered.session);
  const { name, value, options } = signInCookie(context, { ...signIn, sessions });
  reply.setCookie(name, value, options);
}
