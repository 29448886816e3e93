/** Routes about proposals to change the agreements of a circle (AGR-3). */

import type { ClauseId, ProposedChange } from '@holdspace/core';
import { cardViewer, mustStillAgree, type PersonId, type ProposalId } from '@holdspace/core';
import type { ProposalBody } from '@holdspace/protocol';
import {
  adoptProposalRequest,
  layAsideProposalRequest,
  newProposalRequest,
  proposalAnswerRequest,
  proposalBody,
  proposalList,
} from '@holdspace/protocol/http';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { tellOpenMeetings } from '../circles/agreement-sync.ts';
import { currentMeetingLedger } from '../circles/meeting-ledgers.ts';
import {
  answerProposal,
  findProposal,
  listProposals,
  proposeChange,
  settleProposal,
} from '../circles/proposals.ts';
import { memberContext } from '../ledger/command-context.ts';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import type { CircleLedger } from '../ledger/ledgers.ts';
import type { HttpContext } from './http-context.ts';
import { agreementsChangedError, fieldError, notHereError } from './http-errors.ts';
import { proposalRefusedError } from './proposal-errors.ts';
import type { CircleStaffRequest, Membership } from './request-authenticator.ts';
import { toMemberAgreements } from './response-dtos.ts';

const idSchema = z.string().min(1).max(64);
const circleParams = z.object({ circle: idSchema });
const proposalParams = z.object({ circle: idSchema, proposal: idSchema });

type NewProposal = z.output<typeof newProposalRequest>;
/** Who decides about proposals: a facilitator of the circle, or an organiser. */
type Settler = { readonly circle: CircleLedger; readonly viewer: PersonId | null } & Pick<
  CircleStaffRequest,
  'asking'
>;

export const proposalRoutes =
  ({ authenticator, ledgers }: HttpContext): FastifyPluginAsyncZod =>
  async (fastify) => {
    /** VOI-7 and AGR-2: who is excluded, or must agree first, learns nothing further. */
    const expectPart = async (membership: Membership) => {
      const { circle, standing } = membership;
      const meeting = await currentMeetingLedger(ledgers, circle);
      const viewer = cardViewer(standing, meeting?.state ?? null, ledgers.store.now());
      if (viewer === 'excluded') throw notHereError();
      if (mustStillAgree(circle.state, standing.person)) {
        throw agreementsChangedError(toMemberAgreements(membership));
      }
      return membership;
    };
    const partOf = async (request: FastifyRequest, circle: string) =>
      expectPart(await authenticator.membership(request, circle));

    /** A facilitator by their membership; everybody else by what they are in the house. */
    const settler = async (request: FastifyRequest, id: string): Promise<Settler> => {
      const membership = await authenticator.member(request, id);
      if (membership?.standing.role === 'facilitator') {
        const { circle, standing } = await expectPart(membership);
        return { circle, viewer: standing.person, asking: memberContext(standing.person) };
      }
      const { circle, asking } = await authenticator.circleStaff(request, 'settle-proposal', id);
      return { circle, viewer: membership?.standing.person ?? null, asking };
    };

    const shown = (
      circle: CircleLedger,
      id: ProposalId,
      viewer: PersonId | null,
      answer: CommandResult,
    ): ProposalBody => {
      const found = findProposal(circle, id, viewer);
      if ('refused' in answer) throw proposalRefusedError(answer.refused, found);
      if (!found) throw notHereError();
      return found;
    };

    fastify.get(
      '/circles/:circle/proposals',
      {
        schema: {
          summary:
            'Proposals to change the agreements, with counts and one’s own answer; nobody is named. Open ones first; those that have ended stay for 14 days.',
          params: circleParams,
          response: { 200: proposalList },
        },
      },
      async (request) => {
        const { circle: id } = request.params;
        const membership = await authenticator.member(request, id);
        if (membership) {
          const { circle, standing } = await expectPart(membership);
          return listProposals(circle, standing.person);
        }
        const { circle } = await authenticator.circleStaff(request, 'read-circle', id);
        return listProposals(circle, null);
      },
    );

    fastify.post(
      '/circles/:circle/proposals',
      {
        schema: {
          summary:
            'A member proposes to change one clause of the agreements. Clauses of safety are not open to proposals.',
          params: circleParams,
          body: newProposalRequest,
          response: { 201: proposalBody },
        },
      },
      async (request, reply) => {
        const { circle, standing } = await partOf(request, request.params.circle);
        const wanted = toWantedChange(circle, request.body);
        const { id, answer } = await proposeChange(circle, standing.person, wanted);
        return reply.code(201).send(shown(circle, id, standing.person, answer));
      },
    );

    fastify.put(
      '/circles/:circle/proposals/:proposal/answer',
      {
        schema: {
          summary: 'A member answers a proposal, changes the answer, or takes it back with null.',
          params: proposalParams,
          body: proposalAnswerRequest,
          response: { 200: proposalBody },
        },
      },
      async (request) => {
        const { circle, standing } = await partOf(request, request.params.circle);
        const id = request.params.proposal as ProposalId;
        const answer = await answerProposal(circle, standing.person, id, request.body.answer);
        return shown(circle, id, standing.person, answer);
      },
    );

    fastify.delete(
      '/circles/:circle/proposals/:proposal',
      {
        schema: {
          summary: 'A member takes back their own proposal; its words are gone.',
          params: proposalParams,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { circle, standing } = await partOf(request, request.params.circle);
        const id = request.params.proposal as ProposalId;
        const answer = await circle.handle(
          { do: 'take-back-proposal', proposal: id },
          memberContext(standing.person),
        );
        shown(circle, id, standing.person, answer);
        return reply.code(204).send(null);
      },
    );

    fastify.post(
      '/circles/:circle/proposals/:proposal/adopt',
      {
        schema: {
          summary:
            'A facilitator of the circle or an organiser puts a proposal into force. A change of the meaning asks every member again.',
          params: proposalParams,
          body: adoptProposalRequest.prefault({}),
          response: { 200: proposalBody },
        },
      },
      async (request) => {
        const { circle, viewer, asking } = await settler(request, request.params.circle);
        const id = request.params.proposal as ProposalId;
        const { change } = request.body;
        const answer = await settleProposal(circle, id, { adopt: change }, asking);
        const body = shown(circle, id, viewer, answer);
        await tellOpenMeetings(ledgers, circle);
        return body;
      },
    );

    fastify.post(
      '/circles/:circle/proposals/:proposal/lay-aside',
      {
        schema: {
          summary: 'A facilitator of the circle or an organiser lays a proposal aside.',
          params: proposalParams,
          body: layAsideProposalRequest.optional(),
          response: { 200: proposalBody },
        },
      },
      async (request) => {
        const { circle, viewer, asking } = await settler(request, request.params.circle);
        const id = request.params.proposal as ProposalId;
        const answer = await settleProposal(circle, id, 'lay-aside', asking);
        return shown(circle, id, viewer, answer);
      },
    );
  };

/** Throws errors of the field `clause` for one that there is not. */
function toWantedChange({ state }: CircleLedger, asked: NewProposal) {
  const { why } = asked;
  if (asked.what === 'new') return { change: { what: 'new' } as const, text: asked.text, why };
  const { what } = asked;
  const clause = state.agreements.clauses.find(({ id }) => id === (asked.clause as ClauseId));
  if (!clause) throw fieldError({ clause: 'There is no such clause in these agreements.' });
  const change: ProposedChange = { what, clause: clause.id, version: clause.version };
  return { change, text: asked.what === 'changed' ? asked.text : null, why };
}
