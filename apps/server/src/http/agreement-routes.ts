/** Routes of members about the agreements of their circle: what has changed, and consent (AGR-2). */
import { cardViewer } from '@holdspace/core';
import { agreementsBody, agreeRequest, agreeResponse } from '@holdspace/protocol/http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { tellOpenMeetings } from '../circles/agreement-sync.ts';
import { currentMeetingLedger } from '../circles/meeting-ledgers.ts';
import { memberContext } from '../ledger/command-context.ts';
import type { HttpContext } from './http-context.ts';
import { agreementsChangedError, expectOk, notHereError } from './http-errors.ts';
import type { Membership } from './request-authenticator.ts';
import { toMemberAgreements } from './response-dtos.ts';

const circleParams = z.object({ circle: z.string().min(1).max(64) });

export const agreementRoutes =
  ({ authenticator, ledgers }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    /** VOI-7: who is excluded learns nothing of the circle. */
    const refuseExcluded = async ({ circle, standing }: Membership) => {
      const meeting = await currentMeetingLedger(ledgers, circle);
      const viewer = cardViewer(standing, meeting?.state ?? null, ledgers.store.now());
      if (viewer === 'excluded') throw notHereError();
    };

    fastify.get(
      '/circles/:circle/agreements',
      {
        schema: {
          summary: 'The agreements of one’s circle, and what changed since one agreed to them.',
          params: circleParams,
          response: { 200: agreementsBody },
        },
      },
      async (request) => {
        const membership = await authenticator.membership(request, request.params.circle);
        await refuseExcluded(membership);
        return toMemberAgreements(membership);
      },
    );

    fastify.post(
      '/circles/:circle/agree',
      {
        schema: {
          summary:
            'Agrees to this version of the agreements. When their meaning has changed since, the answer is 409 `stale` with the new text.',
          params: circleParams,
          body: agreeRequest,
          response: { 200: agreeResponse },
        },
      },
      async (request) => {
        const membership = await authenticator.membership(request, request.params.circle);
        await refuseExcluded(membership);
        const { circle, standing } = membership;
        const { version } = request.body;
        const answer = await circle.handle(
          { do: 'agree', version },
          memberContext(standing.person),
        );
        if ('refused' in answer && answer.refused === 'stale') {
          throw agreementsChangedError(toMemberAgreements(membership));
        }
        expectOk(answer);
        await tellOpenMeetings(ledgers, circle);
        const agreed = circle.state.members.get(standing.person)?.agreed;
        if (!agreed) throw notHereError();
        return { agreed };
      },
    );
  };
