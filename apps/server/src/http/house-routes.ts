/**
 * What organisers take back from others and from programs (KEY-4): the role of a facilitator,
 * the standing of an organiser, a key. Each takes effect with the answer, on every node.
 */
import { type CircleId, houseSlots, organisers, type PersonId } from '@holdspace/core';
import {
  createdKey,
  keyList,
  newKeyRequest,
  organiserList,
  pageQuery,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cookieLifetime } from '../config/cookie-keys.ts';
import { pageOfList } from '../lists/list-page.ts';
import { newId } from '../security/tokens.ts';
import type { HttpContext } from './http-context.ts';
import { expectOk, fieldError, withoutUndefined } from './http-errors.ts';
import { sendListPage } from './list-pages.ts';
import { removeStaff } from './staff-routes.ts';

const idSchema = z.string().min(1).max(64);
const noContent = { 204: z.null() };
const byId = { idOf: ({ id }: { readonly id: string }) => id, textsOf: () => [] };

export const houseRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authenticator, cookies, houseOutbox, ledgers } = context;

    fastify.post(
      '/circles/:circle/people/:person/remove-facilitator',
      {
        schema: {
          summary: 'Takes the role of a facilitator; signs them out everywhere.',
          params: z.object({ circle: idSchema, person: idSchema }),
          body: z.strictObject({}).optional(),
          response: noContent,
        },
      },
      async (request, reply) => {
        const { circle: id, person } = request.params;
        const { circle, house, asking } = await authenticator.circleStaff(
          request,
          'remove-facilitator',
          id,
          { member: person },
        );
        const member = person as PersonId;
        const staff = circle.state.members.get(member)?.staff?.staff;
        if (staff !== undefined && house.state.staff.has(staff)) {
          // What the house allows, they could enter again (STF-3).
          const circleId = id as CircleId;
          expectOk(await house.handle({ do: 'unassign-circle', staff, circle: circleId }, asking));
          await houseOutbox.delivered();
        }
        expectOk(await circle.handle({ do: 'remove-facilitator', member }, asking));
        return reply.code(204).send(null);
      },
    );

    fastify.get(
      '/house/organisers',
      {
        schema: {
          summary: 'All organisers, page by page.',
          querystring: pageQuery,
          response: { 200: organiserList },
        },
      },
      async (request, reply) => {
        const { house, identity } = await authenticator.staff(request, 'list-staff');
        const { state } = house;
        const all = organisers(state).map((each) => ({
          id: each,
          since: state.staff.get(each)?.since ?? null,
          you: each === identity.person,
        }));
        return sendListPage(request, reply, () => pageOfList(all, request.query, byId));
      },
    );

    fastify.delete(
      '/house/organisers/:id',
      {
        schema: {
          summary: 'Dismisses an organiser: their sessions and the keys they made end.',
          params: z.object({ id: idSchema }),
          response: noContent,
        },
      },
      async (request, reply) => {
        const act = await authenticator.staff(request, 'remove-staff');
        await removeStaff(context, act, request.params.id);
        return reply.code(204).send(null);
      },
    );

    fastify.get(
      '/house/keys',
      {
        schema: {
          summary: 'All keys of programs, page by page.',
          querystring: pageQuery,
          response: { 200: keyList },
        },
      },
      async (request, reply) => {
        const { house } = await authenticator.staff(request, 'list-keys');
        const all = [...house.state.keys].map(([id, { since, by, scope, until }]) => {
          const name = house.words.get(houseSlots.keyName(id)) ?? '';
          return { id, since, by, name, scope, until };
        });
        return sendListPage(request, reply, () => pageOfList(all, request.query, byId));
      },
    );

    fastify.post(
      '/house/keys',
      {
        schema: {
          summary: 'Makes a key of a program, with a scope and an end. It is shown this once.',
          body: newKeyRequest.optional(),
          response: { 201: createdKey },
        },
      },
      async (request, reply) => {
        const { house, asking } = await authenticator.staff(request, 'make-key');
        const { name, scope, expires = cookieLifetime } = request.body ?? {};
        const [key, staff] = [newId('k'), newId<PersonId>('o')];
        const until = ledgers.store.now() + expires;
        const made = withoutUndefined({ key, staff, name, scope, until });
        const answer = await house.handle({ do: 'make-key', ...made }, asking);
        // Its ids are new, so what has passed is its end.
        if ('refused' in answer && answer.refused === 'stale') {
          throw fieldError({ expires: 'Needs to be in the future, for example 90d.' });
        }
        expectOk(answer);
        return reply.code(201).send({ id: key, key: cookies.apiKey(key, staff, until) });
      },
    );

    fastify.delete(
      '/house/keys/:id',
      {
        schema: {
          summary: 'Revokes a key of a program.',
          params: z.object({ id: idSchema }),
          response: noContent,
        },
      },
      async (request, reply) => {
        const { house, asking } = await authenticator.staff(request, 'revoke-key');
        expectOk(await house.handle({ do: 'revoke-key', key: request.params.id }, asking));
        return reply.code(204).send(null);
      },
    );
  };
