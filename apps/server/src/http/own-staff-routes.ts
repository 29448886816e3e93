/** Routes of somebody of the staff about themselves: name, sessions, recoveries (STF-2, STF-3). */
import {
  hasFreshProof,
  houseSlots,
  type Millis,
  type SessionId,
  staffSessionsOf,
} from '@holdspace/core';
import { ownStaff, ownStaffChanges } from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { staffNameFrom } from './display-names.ts';
import type { HttpContext } from './http-context.ts';
import { expectOk, notHereError } from './http-errors.ts';
import { toStaffMember } from './staff-routes.ts';

const noContent = { 204: z.null() };
/** How long other devices are told of a recovery. */
const recoveryNotice: Millis = 30 * 24 * 60 * 60 * 1000;

export const ownStaffRoutes =
  ({ authenticator, houseOutbox, ledgers }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.get(
      '/house/me',
      {
        schema: {
          summary: 'One’s own identity among the staff, its sessions, and recoveries elsewhere.',
          response: { 200: ownStaff },
        },
      },
      async (request) => {
        const { house, identity } = await authenticator.staff(request, 'read-own');
        const { person, session: current } = identity;
        const member = house.state.staff.get(person);
        const now = ledgers.store.now();
        const sessions = staffSessionsOf(house.state, person, now);
        const [, own] = sessions.find(([id]) => id === current) ?? [];
        if (!member || !own) throw notHereError();
        return {
          ...toStaffMember(house, person, member),
          sessions: sessions.map(([id, { since, by, proof }]) => ({
            ...{ id, since, by, proof, current: id === current },
            label: house.words.get(houseSlots.label(id)) ?? '',
          })),
          recovered: sessions
            .filter(([id, { by }]) => by === 'recovery' && id !== current)
            .map(([, { since }]) => since)
            .filter((since) => since + recoveryNotice > now),
          needsProof: !hasFreshProof(member, own, now),
        };
      },
    );

    fastify.patch(
      '/house/me',
      {
        schema: {
          summary: 'Changes one’s own name.',
          body: ownStaffChanges,
          response: noContent,
        },
      },
      async (request, reply) => {
        const { house, asking, identity } = await authenticator.staff(request, 'change-own');
        const name = staffNameFrom(request.body.name);
        const staff = identity.person;
        expectOk(await house.handle({ do: 'change-staff', staff, name }, asking));
        return reply.code(204).send(null);
      },
    );

    fastify.delete(
      '/house/me/sessions/:session',
      {
        schema: {
          summary: 'Ends one session of one’s own.',
          params: z.object({ session: z.string().min(1).max(64) }),
          response: noContent,
        },
      },
      async (request, reply) => {
        const { house, asking, identity } = await authenticator.staff(request, 'sign-out-own');
        const session = request.params.session as SessionId;
        const staff = identity.person;
        if (house.state.staffSessions.get(session)?.staff !== staff) throw notHereError();
        expectOk(await house.handle({ do: 'sign-out-staff', staff, session }, asking));
        await houseOutbox.delivered();
        return reply.code(204).send(null);
      },
    );

    fastify.post(
      '/house/sign-out-everywhere',
      {
        schema: {
          summary: 'Ends one’s own sessions of the staff, this one too.',
          body: z.strictObject({}).optional(),
          response: noContent,
        },
      },
      async (request, reply) => {
        const { house, asking, identity } = await authenticator.staff(request, 'sign-out-own');
        const staff = identity.person;
        expectOk(await house.handle({ do: 'sign-out-staff-everywhere', staff }, asking));
        await houseOutbox.delivered();
        return reply.code(204).send(null);
      },
    );
  };
