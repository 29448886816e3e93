/**
 * Who carries the meetings, for those who do (CVR-2 to CVR-4): one's own meetings over all circles,
 * *I can't*, *I can*, and what one set for oneself. Each answer is about its author alone.
 */
import {
  type CircleId,
  carerSettingsOf,
  coverProblem,
  type HouseCommand,
  isListedMeeting,
  type LimitProblem,
  type PlannedMeeting,
} from '@holdspace/core';
import type { OwnMeeting } from '@holdspace/protocol';
import {
  calledOff,
  callOffRequest,
  carryingRequest,
  coverAnswerRequest,
  ownCarrying,
  ownMeeting,
  ownMeetingsQuery,
} from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callOffMeeting, postponedTime } from '../circles/call-off.ts';
import { coveredMeetingOf } from '../circles/coverage.ts';
import {
  type CarerCircles,
  carerCirclesOf,
  isOpenToCallOff,
  ownCarryingOf,
  ownMeetingKey,
  ownMeetingOf,
  ownMeetingsOf,
} from '../circles/own-meetings.ts';
import { systemContext } from '../ledger/command-context.ts';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import { pageOfSorted } from '../lists/list-page.ts';
import type { HttpContext } from './http-context.ts';
import {
  callOffRefusedError,
  coverRefusedError,
  expectOk,
  fieldError,
  limitReachedError,
  notAssignedError,
  notHereError,
} from './http-errors.ts';
import { sendListPage } from './list-pages.ts';
import {
  type CircleStaffRequest,
  isOrganiserNow,
  type StaffRequest,
} from './request-authenticator.ts';

const idSchema = z.string().min(1).max(64);
const params = z.object({ circle: idSchema, meeting: idSchema });
type MeetingParams = z.output<typeof params>;

const isMine = ({ own }: OwnMeeting): boolean =>
  own === 'regular' || own === 'yes' || own === 'cant';
const isOffer = ({ own, may }: OwnMeeting): boolean =>
  own === 'offered' || (own === 'lapsed' && may.includes('yes'));

/** A meeting of this circle that lists show; the one answer for every other id. */
export function plannedMeeting(
  { circle }: Pick<CircleStaffRequest, 'circle'>,
  id: string,
): PlannedMeeting {
  const planned = circle.state.meetings.find(({ meeting }) => meeting === id);
  if (!planned || !isListedMeeting(planned)) throw notHereError();
  return planned;
}

export const coverRoutes =
  ({ authenticator, ledgers, houseOutbox, planning }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    const now = () => ledgers.store.now();
    const circlesOf = ({ house, identity }: StaffRequest) =>
      carerCirclesOf(ledgers, house, identity.person);

    fastify.get(
      '/house/me/meetings',
      {
        schema: {
          summary:
            'The meetings of the circles one looks after, the next first, page by page: what one carries, and what one is asked for.',
          querystring: ownMeetingsQuery,
          response: { 200: z.array(ownMeeting) },
        },
      },
      async (request, reply) => {
        const carer = await circlesOf(await authenticator.staff(request, 'read-own'));
        const { show, ...page } = request.query;
        const begun = await Promise.all(carer.circles.map((each) => planning.openedMeetings(each)));
        const all = ownMeetingsOf(carer, { now: now(), begun: begun.flat() });
        const shown = { all, mine: all.filter(isMine), offers: all.filter(isOffer) }[show];
        return sendListPage(request, reply, () => pageOfSorted(shown, page, ownMeetingKey));
      },
    );

    const answer = async (
      found: CircleStaffRequest,
      { circle: id, meeting }: MeetingParams,
      what: 'cover' | 'cant-cover' | 'take-back-cover',
    ): Promise<OwnMeeting> => {
      const { house, identity, circle, asking } = found;
      const staff = identity.person;
      const carer = await circlesOf(found);
      if (!carer.circles.some(({ state }) => state.circle === id)) throw notAssignedError();
      const planned = plannedMeeting(found, meeting);
      const asked = coveredMeetingOf(circle.state, planned);
      if (!asked) throw notHereError();
      if (planned.ended) throw coverRefusedError('closed');
      const command: HouseCommand = { do: what, staff, asked, own: carer.own };
      const said = await house.handle(command, asking);
      if ('refused' in said) {
        const problem = coverProblem(house.state, staff, asked, carer.own);
        throw refusalError(said, what, problem);
      }
      // What is near is looked at before the answer, so that its alert is settled (CVR-4).
      await houseOutbox.delivered();
      const begun = await planning.openedMeetings(circle);
      const shown = ownMeetingOf(carer, circle, planned, { now: now(), begun });
      if (!shown) throw notHereError();
      return shown;
    };

    fastify.put(
      '/circles/:circle/meetings/:meeting/cover',
      {
        schema: {
          summary:
            'Says that one can, or can’t this time; no reason is asked for. The first yes to a free place has it.',
          params,
          body: coverAnswerRequest,
          response: { 200: ownMeeting },
        },
      },
      async (request) => {
        const found = await authenticator.circleStaff(
          request,
          'answer-cover',
          request.params.circle,
        );
        const what = request.body.answer === 'yes' ? 'cover' : 'cant-cover';
        return answer(found, request.params, what);
      },
    );

    fastify.delete(
      '/circles/:circle/meetings/:meeting/cover',
      {
        schema: {
          summary:
            'Takes one’s answer back: a yes until 24 hours before the start, “I can’t” while the place is free.',
          params,
          response: { 200: ownMeeting },
        },
      },
      async (request) => {
        const found = await authenticator.circleStaff(
          request,
          'answer-cover',
          request.params.circle,
        );
        return answer(found, request.params, 'take-back-cover');
      },
    );

    fastify.post(
      '/circles/:circle/meetings/:meeting/call-off',
      {
        schema: {
          summary:
            'Postpones by a day, or cancels, a meeting that nobody carries, in the three hours before it begins.',
          params,
          body: callOffRequest,
          response: { 200: calledOff },
        },
      },
      async (request) => {
        const { circle: id, meeting } = request.params;
        const found = await authenticator.circleStaff(request, 'call-off-meeting', id, { meeting });
        const { house, circle } = found;
        const planned = plannedMeeting(found, meeting);
        const asked = coveredMeetingOf(circle.state, planned);
        if (!asked || planned.ended || !isOpenToCallOff(house.state, asked, now())) {
          throw callOffRefusedError('covered');
        }
        const { body } = request;
        const change =
          body.how === 'cancel' ? { note: body.note ?? '' } : postponedTime(circle, planned);
        if (change === null) throw callOffRefusedError('no-day');
        // Facilitators plan no meetings otherwise; the record of the house says who pressed.
        const context = isOrganiserNow(found) ? found.asking : systemContext;
        const answer = await callOffMeeting(planning, circle, planned, change, context);
        if ('refused' in answer) {
          throw callOffRefusedError(answer.refused === 'full' ? 'no-day' : 'covered');
        }
        return { start: 'start' in change ? new Date(change.start).toISOString() : null };
      },
    );

    fastify.get(
      '/house/me/carrying',
      {
        schema: {
          summary: 'How much one carries at most, and where only when asked. Nobody else reads it.',
          response: { 200: ownCarrying },
        },
      },
      async (request) => {
        const found = await authenticator.staff(request, 'read-own');
        return ownCarryingOf(await circlesOf(found), now());
      },
    );

    fastify.put(
      '/house/me/carrying',
      {
        schema: {
          summary: 'Sets one’s own ceiling and rest, and the circles one carries only when asked.',
          body: carryingRequest,
          response: { 200: ownCarrying },
        },
      },
      async (request) => {
        const found = await authenticator.staff(request, 'change-own');
        const { meetingsAWeek, hoursBetween, onlyWhenAsked } = request.body;
        const carer = await circlesOf(found);
        if (onlyWhenAsked) await setCarrying(found, carer, onlyWhenAsked);
        const staff = found.identity.person;
        const set = { do: 'set-cover-limits', staff, meetingsAWeek, hoursBetween } as const;
        expectOk(await found.house.handle(set, found.asking));
        await houseOutbox.delivered();
        return ownCarryingOf(carer, now());
      },
    );
  };

/** All circles of theirs, or none of them: an id that is no circle of theirs is named. */
async function setCarrying(
  { house, identity, asking }: StaffRequest,
  { circles }: CarerCircles,
  wanted: readonly string[],
): Promise<void> {
  const ids = circles.flatMap(({ state }) => state.circle ?? []);
  const strange = wanted.find((each) => !ids.includes(each as CircleId));
  if (strange !== undefined) {
    throw fieldError({ onlyWhenAsked: `You don’t look after a circle with the id “${strange}”.` });
  }
  const staff = identity.person;
  for (const circle of ids) {
    const onlyWhenAsked = wanted.includes(circle);
    const { onlyWhenAsked: known } = carerSettingsOf(house.state, staff);
    if (known.has(circle) === onlyWhenAsked) continue;
    expectOk(await house.handle({ do: 'set-carrying', staff, circle, onlyWhenAsked }, asking));
  }
}

/** Why an answer was not taken, in a sentence. */
function refusalError(
  { refused }: Extract<CommandResult, { readonly refused: unknown }>,
  what: 'cover' | 'cant-cover' | 'take-back-cover',
  problem: LimitProblem | null,
) {
  if (refused === 'too-soon') return limitReachedError(problem ?? 'rest');
  if (refused === 'full') {
    return coverRefusedError(what === 'take-back-cover' ? 'place-taken' : 'full');
  }
  if (refused === 'closed' || refused === 'locked') return coverRefusedError(refused);
  return notHereError();
}
