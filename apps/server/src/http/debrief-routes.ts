/** Talking a hard meeting over with those who carried it, or with somebody on call (CVR-5). */
import { debriefBody, debriefText, joinDebriefRequest, ownDebrief } from '@holdspace/protocol/http';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Debriefs } from '../circles/debriefs.ts';
import { systemContext } from '../ledger/command-context.ts';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import type { HttpContext } from './http-context.ts';
import { debriefRefusedError, expectOk, notHereError } from './http-errors.ts';

const idSchema = z.string().min(1).max(64);
const params = z.object({ circle: idSchema, meeting: idSchema });

export const debriefRoutes =
  ({ authenticator, ledgers }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const debriefs = new Debriefs(ledgers);

    fastify.get(
      '/house/me/debriefs',
      {
        schema: {
          summary:
            'Hard meetings that one is offered to talk over, or does: those one carried, and where one is on call and somebody asks.',
          response: { 200: z.array(ownDebrief) },
        },
      },
      async (request) => {
        const { house, identity } = await authenticator.staff(request, 'read-own');
        return debriefs.ownOf(house, identity.person);
      },
    );

    /** The one answer for everybody who has nothing to do with this meeting. */
    const found = async (request: FastifyRequest, asked: z.output<typeof params>) => {
      const staffRequest = await authenticator.staff(request, 'debrief');
      const circle = await authenticator.circle(asked.circle);
      const { house, identity } = staffRequest;
      const { person: staff } = identity;
      const debrief = circle && (await debriefs.find(house, circle, asked.meeting, staff));
      if (!debrief) throw notHereError();
      return { ...staffRequest, staff, debrief };
    };
    const conversation = ({ house, debrief, staff }: Awaited<ReturnType<typeof found>>) => {
      const said = debriefs.conversation(house, debrief, staff);
      if (!said) throw notHereError();
      return said;
    };

    fastify.get(
      '/circles/:circle/meetings/:meeting/debrief',
      {
        schema: {
          summary: 'What was written there; for those alone who said yes.',
          params,
          response: { 200: debriefBody },
        },
      },
      async (request) => conversation(await found(request, request.params)),
    );

    fastify.put(
      '/circles/:circle/meetings/:meeting/debrief',
      {
        schema: {
          summary:
            'Says yes to talking a meeting over; with “onCall”, somebody on call is asked too. On call, the first yes has it.',
          params,
          body: joinDebriefRequest,
          response: { 200: debriefBody },
        },
      },
      async (request) => {
        const asked = await found(request, request.params);
        const { house, asking, debrief, staff } = asked;
        const { meeting } = debrief.planned;
        const circle = debrief.circle.state.circle;
        if (circle === null) throw notHereError();
        const carried = await debriefs.carried(debrief, staff);
        if (!carried)
          expectTaken(await house.handle({ do: 'take-debrief', staff, meeting }, asking));
        expectTaken(
          await debrief.desk.handle({ do: 'join-debrief', meeting, staff }, systemContext),
        );
        if (carried && request.body?.onCall) {
          expectOk(await house.handle({ do: 'ask-debrief', staff, circle, meeting }, asking));
        }
        return conversation(asked);
      },
    );

    fastify.post(
      '/circles/:circle/meetings/:meeting/debrief/entries',
      {
        schema: {
          summary: 'Writes to those who said yes. It is erased with the desk.',
          params,
          body: debriefText,
          response: { 200: debriefBody },
        },
      },
      async (request) => {
        const asked = await found(request, request.params);
        const { debrief, staff } = asked;
        const { meeting } = debrief.planned;
        const { text } = request.body;
        expectTaken(
          await debrief.desk.handle({ do: 'write-debrief', meeting, staff, text }, systemContext),
        );
        return conversation(asked);
      },
    );

    fastify.delete(
      '/circles/:circle/meetings/:meeting/debrief/entries',
      {
        schema: {
          summary: 'Erases what one wrote there oneself. That something was written stays.',
          params,
          response: { 200: debriefBody },
        },
      },
      async (request) => {
        const asked = await found(request, request.params);
        const { debrief, staff } = asked;
        conversation(asked);
        const { meeting } = debrief.planned;
        expectOk(await debrief.desk.handle({ do: 'erase-debrief', meeting, staff }, systemContext));
        return conversation(asked);
      },
    );
  };

function expectTaken(answer: CommandResult): void {
  if ('refused' in answer && (answer.refused === 'full' || answer.refused === 'closed')) {
    throw debriefRefusedError(answer.refused);
  }
  expectOk(answer);
}
