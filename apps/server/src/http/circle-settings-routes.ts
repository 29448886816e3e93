/**
 * Looking after a circle that is open: what it is called and how it is set, who may stand in
 * (FAC-3), and whose exclusion is lifted (VOI-1).
 */
import type { CircleCommand, CircleSettings, PersonId } from '@holdspace/core';
import { circleChanges, standInRequest } from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { HttpContext } from './http-context.ts';
import { expectOk, withoutUndefined } from './http-errors.ts';
import type { CircleStaffRequest } from './request-authenticator.ts';

const idSchema = z.string().min(1).max(64);

export const circleSettingsRoutes =
  ({ authenticator, exclusions, ledgers }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const runCommand = async ({ circle, asking }: CircleStaffRequest, command: CircleCommand) =>
      expectOk(await circle.handle(command, asking));

    fastify.patch(
      '/circles/:circle',
      {
        schema: {
          summary: 'Changes name, purpose, agreements or settings; what is left out stays.',
          params: z.object({ circle: idSchema }),
          body: circleChanges,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const organised = await authenticator.circleStaff(
          request,
          'change-circle',
          request.params.circle,
        );
        const { settings, ...called } = request.body;
        await runCommand(organised, { do: 'rename', ...withoutUndefined(called) });
        if (settings) {
          const changed: Partial<CircleSettings> = withoutUndefined(settings);
          await runCommand(organised, { do: 'set-settings', settings: changed });
        }
        return reply.code(204).send(null);
      },
    );

    fastify.post(
      '/circles/:circle/people/:person/stand-in',
      {
        schema: {
          summary: 'Names a member to stand in when no facilitator is there, or takes that back.',
          params: z.object({ circle: idSchema, person: idSchema }),
          body: standInRequest,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const organised = await authenticator.circleStaff(
          request,
          'name-stand-in',
          request.params.circle,
          { member: request.params.person },
        );
        const member = request.params.person as PersonId;
        await runCommand(organised, { do: 'name-stand-in', member, standIn: request.body.standIn });
        return reply.code(204).send(null);
      },
    );

    fastify.delete(
      '/circles/:circle/people/:person/exclusion',
      {
        schema: {
          summary: 'Lifts an exclusion, from the circle or from the whole organisation.',
          params: z.object({ circle: idSchema, person: idSchema }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const organised = await authenticator.circleStaff(
          request,
          'lift-exclusion',
          request.params.circle,
          { member: request.params.person },
        );
        const member = request.params.person as PersonId;
        const { state } = organised.circle;
        const ref = state.members.get(member)?.barred;
        // VOI-12: what was decided elsewhere is lifted there, and reaches every circle from there.
        const known = await exclusions.current();
        const excluded = ref && state.circle ? known.memberBehind(state.circle, ref) : null;
        if (excluded) {
          const circle = await ledgers.circle(excluded.circle);
          await runCommand(
            { ...organised, circle },
            { do: 'lift-exclusion', member: excluded.member },
          );
        }
        await runCommand(organised, { do: 'lift-exclusion', member });
        return reply.code(204).send(null);
      },
    );
  };
