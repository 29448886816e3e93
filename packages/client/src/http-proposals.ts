/**
 * Proposals to change the agreements of a circle (AGR-3), for members and for organisers. It is apart
 * from `api`, because a meeting never loads it.
 */
import type { AdoptProposalRequest, NewProposalRequest, ProposalBody } from '@holdspace/protocol';
import type { RequestJson } from './http-request.ts';

export const proposalApi = (ask: RequestJson) => {
  const path = (circle: string, ...parts: readonly string[]) =>
    ['/circles', circle, 'proposals', ...parts]
      .map((part, n) => (n ? encodeURIComponent(part) : part))
      .join('/');
  return {
    /** Open ones first. Rejects with `stale` and the agreements before one has agreed to them. */
    proposals: (circle: string) => ask<readonly ProposalBody[]>('GET', path(circle)),
    proposeChange: (circle: string, body: NewProposalRequest) =>
      ask<ProposalBody>('POST', path(circle), body),
    /** Null takes the answer back. */
    answerProposal: (circle: string, proposal: string, answer: ProposalBody['answer']) =>
      ask<ProposalBody>('PUT', path(circle, proposal, 'answer'), { answer }),
    takeBackProposal: (circle: string, proposal: string) =>
      ask<void>('DELETE', path(circle, proposal)),
    /** By a facilitator or an organiser; a change of meaning asks every member again. */
    adoptProposal: (circle: string, proposal: string, body: AdoptProposalRequest = {}) =>
      ask<ProposalBody>('POST', path(circle, proposal, 'adopt'), body),
    layAsideProposal: (circle: string, proposal: string) =>
      ask<ProposalBody>('POST', path(circle, proposal, 'lay-aside'), {}),
  };
};
