/**
 * What organisers take back from others and from programs (KEY-4): the role of a facilitator,
 * the standing of an organiser, a key. Each takes effect with the answer, on every node.
 */
import { organisers, type PersonId } from '@holdspace/core';
import { createdKey, keyList, organiserActBody, organiserList } from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { newId } from '../security/tokens.ts';
import type { HttpContext } from './http-context.ts';
import { expectOk, lastOrganiserError, notHereError } from './http-errors.ts';

const idSchema = z.string().min(1).max(64);
const noContent = { 204: z.null() };

export const houseRoutes =
  ({ authenticator, cookies }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
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
        const { circle, organiser } = await authenticator.organiserRequest(
          request,
          request.params.circle,
        );
        const member = request.params.person as PersonId;
        expectOk(await circle.handle({ do: 'remove-facilitator', member }, organiser.asking));
        return reply.code(204).send(null);
      },
    );

    fastify.get(
      '/house/organisers',
      { schema: { summary: 'All organisers.', response: { 200: organiserList } } },
      async (request) => {
        const { house, person } = await authenticator.organiser(request);
        const { state } = house;
        return organisers(state).map((each) => ({
          ...{ id: each, since: state.since.get(each) ?? null, you: each === person },
        }));
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
        const { house, asking } = await authenticator.organiser(request);
        const staff = request.params.id as PersonId;
        const answer = await house.handle({ do: 'dismiss', staff }, asking);
        if ('refused' in answer && answer.refused === 'not-yours') throw lastOrganiserError();
        expectOk(answer);
        return reply.code(204).send(null);
      },
    );

    fastify.get(
      '/house/record',
      {
        schema: {
          summary: 'What organisers did in the house, oldest first: what, who, when, and to whom.',
          response: { 200: z.array(organiserActBody).readonly() },
        },
      },
      async (request) => (await authenticator.organiser(request)).house.state.acts,
    );

    fastify.post(
      '/house/sign-out-everywhere',
      {
        schema: {
          summary: 'Ends one’s own sessions as an organiser, this one too.',
          body: z.strictObject({}).optional(),
          response: noContent,
        },
      },
      async (request, reply) => {
        const { house, person, asking, session } = await authenticator.organiser(request);
        // A program has no session; its key is revoked instead.
        if (session === null) throw notHereError();
        expectOk(await house.handle({ do: 'sign-out-staff-everywhere', staff: person }, asking));
        return reply.code(204).send(null);
      },
    );

    fastify.get(
      '/house/keys',
      { schema: { summary: 'All keys of programs.', response: { 200: keyList } } },
      async (request) => {
        const { state } = (await authenticator.organiser(request)).house;
        return [...state.keyDetails].map(([key, { since, by }]) => ({ id: key, since, by }));
      },
    );

    fastify.post(
      '/house/keys',
      {
        schema: {
          summary: 'Makes a key of a program. It is shown this once.',
          body: z.strictObject({}).optional(),
          response: { 201: createdKey },
        },
      },
      async (request, reply) => {
        const { house, asking } = await authenticator.organiser(request);
        const [key, staff] = [newId('k'), newId<PersonId>('o')];
        expectOk(await house.handle({ do: 'make-key', key, staff }, asking));
        return reply.code(201).send({ id: key, key: cookies.apiKey(key, staff) });
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
        const { house, asking } = await authenticator.organiser(request);
        expectOk(await house.handle({ do: 'revoke-key', key: request.params.id }, asking));
        return reply.code(204).send(null);
      },
    );
  };
