/** Routes of the rhythm of a circle: what it gives, what it would change, setting and ending it (RHY-3). */
import { hasCircleEnded } from '@holdspace/core';
import {
  circleRhythm,
  defaultMeetingMinutes,
  rhythmChangesBody,
  rhythmPreview,
  rhythmQuery,
  rhythmRequest,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { PlanChange } from '../circles/circle-planning.ts';
import type { HttpContext } from './http-context.ts';
import { expectPlanned, type PlanningSentences } from './planning-errors.ts';
import type { CircleStaffRequest } from './request-authenticator.ts';
import { nextRhythmDates, readRhythm, toCircleRhythm, toRhythmChanges } from './rhythm-dtos.ts';

const inCircle = z.object({ circle: z.string().min(1).max(64) });

const sentences: PlanningSentences = {
  closed: 'This circle ends, or has ended. Take that back first.',
};

const fieldsOfRhythm = ['every', 'interval', 'on', 'at', 'zone', 'from', 'until', 'count'];

/** A rhythm whose fields stand beside `minutes` is read as one in the field `rhythm`. */
function withRhythmField(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || 'rhythm' in body) return body;
  if (!fieldsOfRhythm.some((field) => field in body)) return body;
  const { minutes, ...rhythm }: Readonly<Record<string, unknown>> = { ...body };
  return minutes === undefined ? { rhythm } : { rhythm, minutes };
}

export const rhythmRoutes = (context: HttpContext): FastifyPluginAsyncZod => {
  const { authenticator, planning, ledgers } = context;
  const now = () => ledgers.store.now();
  const change = async ({ circle, asking }: CircleStaffRequest, wanted: PlanChange) =>
    expectPlanned(await planning.change(circle, wanted, asking), sentences);

  return async (fastify) => {
    fastify.post(
      '/rhythm/preview',
      {
        schema: {
          summary:
            'The next five dates of a rhythm, and which clock changes lie between them. Nothing is planned.',
          body: rhythmRequest,
          response: { 200: rhythmPreview },
        },
      },
      async (request) => {
        const rhythm = readRhythm(request.body.rhythm, now());
        await authenticator.staff(request, 'preview-rhythm');
        return {
          next: nextRhythmDates(rhythm, request.body.minutes ?? defaultMeetingMinutes, now()),
        };
      },
    );

    fastify.get(
      '/circles/:circle/rhythm',
      {
        schema: {
          summary: 'When a circle meets, and whether it is paused or ends.',
          params: inCircle,
          response: { 200: circleRhythm },
        },
      },
      async (request) => {
        const { circle } = await authenticator.circleStaff(
          request,
          'read-circle',
          request.params.circle,
        );
        return toCircleRhythm(circle.state, circle.words, now());
      },
    );

    fastify.put(
      '/circles/:circle/rhythm',
      {
        preValidation: async (request: { body: unknown }) => {
          request.body = withRhythmField(request.body);
        },
        schema: {
          summary:
            'Sets when a circle meets. Meetings that were changed by hand or have begun stay. The fields of the rhythm may also stand beside `minutes`.',
          params: inCircle,
          querystring: rhythmQuery,
          body: rhythmRequest,
          response: { 200: rhythmChangesBody },
        },
      },
      async (request) => {
        const { dry } = request.query;
        // What cannot be used is no entry in the house record.
        const rule = readRhythm(request.body.rhythm, now());
        const asked = await authenticator.circleStaff(
          request,
          dry ? 'preview-rhythm' : 'set-rhythm',
          request.params.circle,
        );
        const { circle } = asked;
        if (circle.state.ending) expectPlanned({ refused: 'closed' }, sentences);
        const minutes =
          request.body.minutes ?? circle.state.rhythm?.minutes ?? defaultMeetingMinutes;
        const changes = await planning.changesOf(circle, { rule, minutes });
        if (!dry) await change(asked, { do: 'set-rhythm', rule, minutes });
        return toRhythmChanges(changes, { rule, minutes }, now());
      },
    );

    fastify.delete(
      '/circles/:circle/rhythm',
      {
        schema: {
          summary:
            'Ends the rhythm: its meetings to come do not take place, but for those changed by hand. The circle goes on.',
          params: inCircle,
          querystring: rhythmQuery,
          response: { 200: rhythmChangesBody },
        },
      },
      async (request) => {
        const { dry } = request.query;
        const asked = await authenticator.circleStaff(
          request,
          dry ? 'preview-rhythm' : 'end-rhythm',
          request.params.circle,
        );
        if (hasCircleEnded(asked.circle.state)) expectPlanned({ refused: 'closed' }, sentences);
        const changes = await planning.changesOf(asked.circle, null);
        if (!dry) await change(asked, { do: 'end-rhythm' });
        return toRhythmChanges(changes, null, now());
      },
    );
  };
};
