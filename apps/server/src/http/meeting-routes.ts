/** Routes of the meetings of a circle: the list of them, and one that is added, moved or cancelled. */
import {
  type CircleId,
  type MeetingId,
  type Millis,
  type PlannedMeeting,
  textRefusal,
} from '@holdspace/core';
import type { MeetingBody } from '@holdspace/protocol';
import {
  defaultMeetingMinutes,
  meetingBody,
  meetingCancellation,
  meetingChanges,
  meetingPageQuery,
  mostMeetingMinutes,
  newMeetingRequest,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CircleLedger } from '../ledger/ledgers.ts';
import { pageOfList } from '../lists/list-page.ts';
import { deriveAddedMeetingId, newId } from '../security/tokens.ts';
import type { HttpContext } from './http-context.ts';
import { fieldError, notHereError } from './http-errors.ts';
import { sendListPage } from './list-pages.ts';
import { readMoment } from './moments.ts';
import { expectPlanned, type PlanningSentences } from './planning-errors.ts';
import type { CircleStaffRequest } from './request-authenticator.ts';
import { listedMeetings, toMeetingBody } from './rhythm-dtos.ts';

const idSchema = z.string().min(1).max(64);
const minute: Millis = 60_000;

const isOver = { start: 'This is over already. Choose a time to come.' };

const taken = {
  start:
    'The circle has another meeting at this time. Choose another time, or move or cancel that one first.',
};

const addSentences: PlanningSentences = {
  full: taken,
  closed: 'The circle ends before then. Take that back first.',
};
const moveSentences: PlanningSentences = {
  full: taken,
  closed: 'This meeting is over, or was cancelled. Add a new one instead.',
  paused: 'The circle is paused then. Resume it first.',
  stale: 'This meeting has begun, so it stays as it is.',
  'bad-order': {
    start: 'Needs a time to come, and not after the last meeting of a circle that ends.',
  },
};
const cancelSentences: PlanningSentences = {
  closed: 'This meeting is over.',
  stale: 'This meeting has begun, so it stays as it is.',
  'too-long': { note: 'This is too long to be saved in one piece.' },
};

const plannedMeeting = ({ state }: CircleLedger, id: string): PlannedMeeting => {
  const planned = listedMeetings(state).find(({ meeting }) => meeting === id);
  if (!planned) throw notHereError();
  return planned;
};

export const meetingRoutes =
  ({ authenticator, keys, planning, ledgers }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const now = () => ledgers.store.now();

    const toMeetingBodies = async (
      { circle, house }: CircleStaffRequest,
      planned: readonly PlannedMeeting[],
    ): Promise<MeetingBody[]> => {
      const begun = await planning.openedMeetings(circle);
      const facts = { now: now(), house, begun };
      return planned.map((each) => toMeetingBody(circle, each, facts));
    };

    fastify.get(
      '/circles/:circle/meetings',
      {
        schema: {
          summary:
            'The meetings of a circle, page by page, by their start: those that are over, under way and to come, the cancelled ones too.',
          params: z.object({ circle: idSchema }),
          querystring: meetingPageQuery,
          response: { 200: z.array(meetingBody) },
        },
      },
      async (request, reply) => {
        const asked = await authenticator.circleStaff(
          request,
          'read-circle',
          request.params.circle,
        );
        const { circle } = asked;
        const { from, to, ...page } = request.query;
        const since = from === undefined ? 0 : readMoment('from', from, circle.state);
        const until = to === undefined ? null : readMoment('to', to, circle.state);
        if (until !== null && from !== undefined && until < since) {
          throw fieldError({ to: 'This is before “from”.' });
        }
        const between = listedMeetings(circle.state).filter(
          ({ start, end }) => end > since && (until === null || start < until),
        );
        const entry = {
          idOf: ({ meeting }: PlannedMeeting) => meeting,
          textsOf: () => [],
        };
        const planned = await sendListPage(request, reply, () => pageOfList(between, page, entry));
        return toMeetingBodies(asked, planned);
      },
    );

    fastify.post(
      '/circles/:circle/meetings',
      {
        schema: {
          summary:
            'Adds a meeting by hand, beside those of a rhythm. With the same id again: the one that it made.',
          params: z.object({ circle: idSchema }),
          body: newMeetingRequest,
          response: { 201: meetingBody },
        },
      },
      async (request, reply) => {
        const { id, minutes } = request.body;
        const start = Date.parse(request.body.start);
        const circleId = request.params.circle as CircleId;
        // What cannot be used is no entry in the house record; a retry may come late.
        const longest = start + (minutes ?? mostMeetingMinutes) * minute;
        if (id === undefined && longest <= now()) throw fieldError(isOver);
        const asked = await authenticator.circleStaff(request, 'plan-meeting', circleId);
        const { circle } = asked;
        const meeting =
          id === undefined ? newId<MeetingId>('g') : deriveAddedMeetingId(keys.links, circleId, id);
        const isKnown = circle.state.meetings.some((each) => each.meeting === meeting);
        const length = minutes ?? circle.state.rhythm?.minutes ?? defaultMeetingMinutes;
        const end = start + length * minute;
        if (end <= now() && !isKnown) throw fieldError(isOver);
        const answer = await planning.change(
          circle,
          { do: 'schedule', meeting, start, end },
          asked.asking,
        );
        expectPlanned(answer, addSentences);
        const [added] = await toMeetingBodies(asked, [plannedMeeting(circle, meeting)]);
        if (!added) throw notHereError();
        return reply.code(201).send(added);
      },
    );

    fastify.patch(
      '/circles/:circle/meetings/:meeting',
      {
        schema: {
          summary: 'Moves a meeting that has not begun, or changes its length.',
          params: z.object({ circle: idSchema, meeting: idSchema }),
          body: meetingChanges,
          response: { 200: meetingBody },
        },
      },
      async (request) => {
        const { circle: id, meeting } = request.params;
        const { start: moved, minutes } = request.body;
        if (moved === undefined && minutes === undefined) {
          throw fieldError({ start: 'Say when it is to begin, or how long it is (minutes).' });
        }
        const asked = await authenticator.circleStaff(request, 'move-meeting', id, { meeting });
        const { circle, asking } = asked;
        const planned = plannedMeeting(circle, meeting);
        const start = moved === undefined ? planned.start : Date.parse(moved);
        const length = minutes === undefined ? planned.end - planned.start : minutes * minute;
        const end = start + length;
        const answer = await planning.change(
          circle,
          { do: 'move-meeting', meeting: planned.meeting, start, end },
          asking,
        );
        expectPlanned(answer, moveSentences);
        const [changed] = await toMeetingBodies(asked, [plannedMeeting(circle, meeting)]);
        if (!changed) throw notHereError();
        return changed;
      },
    );

    fastify.delete(
      '/circles/:circle/meetings/:meeting',
      {
        // What is missing is named: the sentence.
        preValidation: async (request: { body: unknown }) => {
          request.body ??= {};
        },
        schema: {
          summary: 'Cancels a meeting that has not begun. It stays visible with its sentence.',
          params: z.object({ circle: idSchema, meeting: idSchema }),
          body: meetingCancellation,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { circle: id, meeting } = request.params;
        const { note } = request.body;
        if (textRefusal(note) === 'empty') throw fieldError({ note: 'This is required.' });
        const { circle, asking } = await authenticator.circleStaff(request, 'cancel-meeting', id, {
          meeting,
        });
        const planned = plannedMeeting(circle, meeting);
        const answer = await planning.change(
          circle,
          { do: 'cancel-meeting', meeting: planned.meeting, note },
          asking,
        );
        expectPlanned(answer, cancelSentences);
        return reply.code(204).send(null);
      },
    );
  };
