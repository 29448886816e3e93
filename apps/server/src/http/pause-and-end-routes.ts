/** Routes that pause a circle, resume it, and end it (RHY-4). */
import type { CircleState, MeetingId, Millis } from '@holdspace/core';
import type { CircleRhythmBody } from '@holdspace/protocol';
import { circleRhythm, endCircleRequest, pauseRequest } from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { PlanChange } from '../circles/circle-planning.ts';
import type { HttpContext } from './http-context.ts';
import { fieldError } from './http-errors.ts';
import { readMoment } from './moments.ts';
import { expectPlanned, type PlanningSentences } from './planning-errors.ts';
import type { CircleStaffRequest } from './request-authenticator.ts';
import { toCircleRhythm } from './rhythm-dtos.ts';

const inCircle = z.object({ circle: z.string().min(1).max(64) });

const pauseSentences: PlanningSentences = {
  closed: 'This circle ends, or has ended. Take that back first.',
  'bad-order': { until: 'This is over already. Choose a time to come, or leave it out.' },
};
const resumeSentences: PlanningSentences = {
  closed: 'This circle has ended, and that can’t be taken back any more.',
};
const noSuchMeeting = { last: 'There is no such meeting to come in this circle.' };
const endSentences: PlanningSentences = {
  closed: 'This circle has ended already.',
  'not-here': noSuchMeeting,
  'too-long': { text: 'This is too long to be saved in one piece.' },
};

/** The meeting that goes on, or else the next one that takes place; null when none does. */
const nextMeetingOf = ({ meetings }: CircleState, now: Millis): MeetingId | null =>
  meetings.filter(({ ended, end }) => !ended && end > now).sort((a, b) => a.start - b.start)[0]
    ?.meeting ?? null;

export const pauseAndEndRoutes = (context: HttpContext): FastifyPluginAsyncZod => {
  const { authenticator, planning, ledgers } = context;
  const now = () => ledgers.store.now();
  const change = async (
    { circle, asking }: CircleStaffRequest,
    wanted: PlanChange,
    sentences: PlanningSentences,
  ): Promise<CircleRhythmBody> => {
    expectPlanned(await planning.change(circle, wanted, asking), sentences);
    return toCircleRhythm(circle.state, circle.words, now());
  };

  return async (fastify) => {
    fastify.post(
      '/circles/:circle/pause',
      {
        schema: {
          summary: 'Pauses a circle: its meetings until then do not take place.',
          params: inCircle,
          body: pauseRequest.optional(),
          response: { 200: circleRhythm },
        },
      },
      async (request) => {
        const asked = await authenticator.circleStaff(
          request,
          'pause-circle',
          request.params.circle,
        );
        const until = request.body?.until;
        const end = until === undefined ? null : readMoment('until', until, asked.circle.state);
        return change(asked, { do: 'pause', until: end }, pauseSentences);
      },
    );

    fastify.post(
      '/circles/:circle/resume',
      {
        schema: {
          summary:
            'Ends a pause; or takes back the end of a circle, until its last meeting is over.',
          params: inCircle,
          body: z.strictObject({}).optional(),
          response: { 200: circleRhythm },
        },
      },
      async (request) => {
        const asked = await authenticator.circleStaff(
          request,
          'resume-circle',
          request.params.circle,
        );
        return change(asked, { do: 'resume' }, resumeSentences);
      },
    );

    fastify.post(
      '/circles/:circle/end',
      {
        schema: {
          summary:
            'Ends a circle with a last meeting and a closing text; everything is gone at its retention. Can be taken back by `resume` until that meeting is over.',
          params: inCircle,
          body: endCircleRequest.optional(),
          response: { 200: circleRhythm },
        },
      },
      async (request) => {
        const asked = await authenticator.circleStaff(request, 'end-circle', request.params.circle);
        const { last: chosen, text = '' } = request.body ?? {};
        const { state } = asked.circle;
        const known = state.meetings.find(({ meeting }) => meeting === chosen)?.meeting;
        if (typeof chosen === 'string' && known === undefined) {
          throw fieldError(noSuchMeeting);
        }
        const last = chosen === undefined ? nextMeetingOf(state, now()) : (known ?? null);
        return change(asked, { do: 'end-circle', last, text }, endSentences);
      },
    );
  };
};
