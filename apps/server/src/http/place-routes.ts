/**
 * Routes of members about their circle between meetings, without entering (RHY-6, RHY-7): the place
 * page, their seat, and leaving for good.
 */
import {
  type CircleId,
  cardViewer,
  type MeetingId,
  ownSeatIn,
  type RefusalCode,
  waitingPlaceIn,
} from '@holdspace/core';
import {
  intentionRequest,
  leaveForGoodRequest,
  placeBody,
  seatRequest,
  seatResponse,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { forgetMember } from '../circles/forgetting.ts';
import { currentMeetingLedger } from '../circles/meeting-ledgers.ts';
import { chooseSeat, seatPlanOf } from '../circles/seat-choice.ts';
import { memberContext } from '../ledger/command-context.ts';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import type { HttpContext } from './http-context.ts';
import { expectOk, HttpError, notHereError } from './http-errors.ts';
import { toPlace } from './place-dto.ts';
import { cookiesAfterSignOut } from './sign-in.ts';

const circleParams = z.object({ circle: z.string().min(1).max(64) });
const meetingParams = circleParams.extend({ meeting: z.string().min(1).max(64) });

const problem = (code: string, message: string) => () => new HttpError(409, { code, message });

/** By the refusal of the circle. */
const seatErrors: Partial<Record<RefusalCode, () => HttpError>> = {
  closed: problem(
    'meeting-off',
    'This meeting doesn’t take place, or is over. Nothing was changed.',
  ),
  stale: problem(
    'doors-open',
    'The doors are open, so the list of seats stays as it is. If you don’t come, your seat goes to someone else a little after the start.',
  ),
  'not-yours': problem('no-seats', 'As a facilitator you need no seat.'),
};

const noSeatListError = problem(
  'no-seats',
  'This circle keeps no list of seats. Come when the doors are open.',
);

/** Throws when the circle refused the choice. */
function expectSeatChosen(answer: CommandResult): void {
  const error = 'refused' in answer ? seatErrors[answer.refused] : undefined;
  if (error) throw error();
  expectOk(answer);
}

export const placeRoutes =
  (context: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const { authenticator, ledgers } = context;

    fastify.get(
      '/circles/:circle/place',
      {
        schema: {
          summary:
            'One’s circle between meetings: next date, own seat, what has changed. Nothing of others.',
          params: circleParams,
          response: { 200: placeBody },
        },
      },
      async (request) =>
        toPlace(context, await authenticator.membership(request, request.params.circle)),
    );

    fastify.put(
      '/circles/:circle/meetings/:meeting/seat',
      {
        schema: {
          summary:
            'Says “not this time” for a meeting to come, or takes that back, at the end of the list. 409 `doors-open` once the doors are open, `meeting-off` when it does not take place.',
          params: meetingParams,
          body: seatRequest,
          response: { 200: seatResponse },
        },
      },
      async (request) => {
        const { params, body } = request;
        const { circle, standing } = await authenticator.membership(request, params.circle);
        const current = (await currentMeetingLedger(ledgers, circle))?.state ?? null;
        // VOI-7: who is excluded learns nothing of the circle.
        if (cardViewer(standing, current, ledgers.store.now()) === 'excluded') throw notHereError();
        const meeting = params.meeting as MeetingId;
        if (!circle.state.meetings.some((each) => each.meeting === meeting)) throw notHereError();
        if (circle.state.rhythm === null) throw noSeatListError();
        const { person: member } = standing;
        const begun = current?.meeting === meeting && current.phase !== 'scheduled';
        const { wanted } = body;
        expectSeatChosen(await chooseSeat(circle, { meeting, member, wanted, begun }));
        const plan = seatPlanOf(circle, meeting);
        return { seat: ownSeatIn(plan, member), waitingPlace: waitingPlaceIn(plan, member) };
      },
    );

    fastify.post(
      '/circles/:circle/intention',
      {
        schema: {
          summary:
            'How the small thing that one took along last time went. Only its writer ever sees it.',
          params: circleParams,
          body: intentionRequest,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { circle, standing } = await authenticator.membership(request, request.params.circle);
        const current = (await currentMeetingLedger(ledgers, circle))?.state ?? null;
        if (cardViewer(standing, current, ledgers.store.now()) === 'excluded') throw notHereError();
        const { outcome } = request.body;
        expectOk(await circle.handle({ do: 'intention', outcome }, memberContext(standing.person)));
        return reply.code(204).send(null);
      },
    );

    fastify.post(
      '/circles/:circle/leave-for-good',
      {
        schema: {
          summary:
            'The circle forgets the member who asks: name, membership, way back and words. Final.',
          params: circleParams,
          body: leaveForGoodRequest,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { circle: id } = request.params;
        const { circle, standing } = await authenticator.membership(request, id);
        const desk = await ledgers.desk(id as CircleId);
        const meeting = (await currentMeetingLedger(ledgers, circle))?.state ?? null;
        const { person } = standing;
        expectOk(
          await forgetMember({ ledgers, circle, desk }, person, meeting, memberContext(person)),
        );
        for (const each of cookiesAfterSignOut(context, request.headers.cookie, id)) {
          reply.setCookie(each.name, each.value, each.options);
        }
        return reply.code(204).send(null);
      },
    );
  };
