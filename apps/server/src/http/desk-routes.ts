/**
 * The organiser's side of a circle's desk: reports about facilitators, and calls that nobody
 * answered (DSK-2, DSK-4, VOI-7, VOI-8). The desk itself decides what may be read and answered.
 */
import type { CircleId, DeskRequest, ReportId, ThreadId } from '@holdspace/core';
import {
  alertedThreads,
  onCallDeskOf,
  openAlertOfThread,
  organiserDeskOf,
  threadStandingOf,
} from '@holdspace/core';
import {
  organiserDesk,
  reportUpdate,
  threadAnswerRequest,
  threadClosingRequest,
  threadSeenRequest,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { HttpContext } from './http-context.ts';
import { expectOk } from './http-errors.ts';
import { type CircleStaffRequest, isOrganiserNow } from './request-authenticator.ts';

const idSchema = z.string().min(1).max(64);

export const deskRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authenticator, ledgers } = context;

    const deskIn = ({ circle }: CircleStaffRequest) =>
      ledgers.desk(circle.state.circle as CircleId);
    /** STF-6: somebody on call reads and answers a call while they are alerted for it. */
    const askingAbout = async (organised: CircleStaffRequest, thread: ThreadId) => {
      const { house, identity, asking } = organised;
      const circle = organised.circle.state.circle as CircleId;
      const alert = isOrganiserNow(organised) ? null : openAlertOfThread(house.state, thread);
      // Who acts on the call has it: else it would count as seen, and they could not go on.
      if (alert !== null) await house.handle({ do: 'take-alert', alert }, asking);
      const about = { circle, thread };
      return { ...asking, standing: () => threadStandingOf(house.state, identity.person, about) };
    };
    const ask = async (organised: CircleStaffRequest, command: DeskRequest) => {
      const desk = await deskIn(organised);
      const isAboutThread = 'thread' in command;
      const asking = isAboutThread
        ? await askingAbout(organised, command.thread)
        : organised.asking;
      expectOk(await desk.handle(command, asking));
    };

    fastify.get(
      '/circles/:circle/desk',
      {
        schema: {
          summary:
            'What is for the organiser: reports about facilitators, appeals, the record. For somebody on call the calls for help alone that they are alerted for.',
          params: z.object({ circle: idSchema }),
          response: { 200: organiserDesk },
        },
      },
      async (request) => {
        const organised = await authenticator.circleStaff(
          request,
          'read-desk',
          request.params.circle,
        );
        const { state, words } = await deskIn(organised);
        const { house, identity, circle } = organised;
        const { person } = identity;
        if (isOrganiserNow(organised) || identity.key !== null) {
          return organiserDeskOf(state, words, person);
        }
        const id = circle.state.circle as CircleId;
        return onCallDeskOf(state, words, alertedThreads(house.state, person, id));
      },
    );

    fastify.post(
      '/circles/:circle/desk/threads/:thread/see',
      {
        schema: {
          summary: 'Says that a call for help or an appeal was seen, or is being answered.',
          params: z.object({ circle: idSchema, thread: idSchema }),
          body: threadSeenRequest.prefault({}),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const organised = await authenticator.circleStaff(
          request,
          'see-thread',
          request.params.circle,
          { thread: request.params.thread },
        );
        const thread = request.params.thread as ThreadId;
        await ask(organised, { do: 'see', thread, answering: request.body.answering });
        return reply.code(204).send(null);
      },
    );

    fastify.post(
      '/circles/:circle/desk/threads/:thread/answers',
      {
        schema: {
          summary: 'Answers a call for help or an appeal.',
          params: z.object({ circle: idSchema, thread: idSchema }),
          body: threadAnswerRequest,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const organised = await authenticator.circleStaff(
          request,
          'answer-thread',
          request.params.circle,
          { thread: request.params.thread },
        );
        const thread = request.params.thread as ThreadId;
        await ask(organised, { do: 'answer', thread, text: request.body.text });
        return reply.code(204).send(null);
      },
    );

    fastify.post(
      '/circles/:circle/desk/threads/:thread/close',
      {
        schema: {
          summary: 'Closes a call for help or an appeal; its person is told.',
          params: z.object({ circle: idSchema, thread: idSchema }),
          body: threadClosingRequest.prefault({}),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const organised = await authenticator.circleStaff(
          request,
          'close-thread',
          request.params.circle,
          { thread: request.params.thread },
        );
        const thread = request.params.thread as ThreadId;
        const { note } = request.body;
        await ask(organised, { do: 'close-thread', thread, ...(note !== undefined && { note }) });
        return reply.code(204).send(null);
      },
    );

    fastify.post(
      '/circles/:circle/desk/reports/:report',
      {
        schema: {
          summary: 'Says what becomes of a report about a facilitator.',
          params: z.object({ circle: idSchema, report: idSchema }),
          body: reportUpdate,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const organised = await authenticator.circleStaff(
          request,
          'set-report',
          request.params.circle,
          { report: request.params.report },
        );
        const { state, outcome } = request.body;
        const report = request.params.report as ReportId;
        const said = outcome === undefined ? {} : { outcome };
        await ask(organised, { do: 'set-report', report, state, ...said });
        return reply.code(204).send(null);
      },
    );
  };
