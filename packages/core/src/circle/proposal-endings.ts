/**
 * How proposals end: closed by a decision or by time, overtaken by another change of their clause,
 * forgotten with their member or after everybody could see how they ended (AGR-3, PRV-11).
 */
import type { Slot } from '../kernel.ts';
import type { Millis, PersonId, ProposalId, ProposalOutcome } from '../vocabulary.ts';
import type { Clause } from './agreements-state.ts';
import type { CircleEvent } from './commands.ts';
import {
  allProposalSlots,
  type Proposal,
  type ProposalTally,
  proposalEnd,
  proposalSlots,
} from './proposals-state.ts';
import type { CircleState } from './state.ts';

export const openProposals = ({ proposals }: Pick<CircleState, 'proposals'>): Proposal[] =>
  [...proposals.values()].filter(({ closed }) => closed === null);

/** The event that closes a proposal. Its key goes at once; its words only where nobody shall see them. */
export function closeProposal(
  proposal: ProposalId,
  how: ProposalOutcome,
  at: Millis,
  tally: ProposalTally | null = null,
): CircleEvent {
  const erases = how === 'taken-back' ? allProposalSlots(proposal) : [proposalSlots.key(proposal)];
  return { type: 'ProposalClosed', proposal, how, at, tally, erases };
}

/** Open proposals about a clause that is gone, has another text, or is one of safety by now. */
export const overtakenProposals = (
  state: CircleState,
  clauses: readonly Clause[],
  now: Millis,
): CircleEvent[] =>
  openProposals(state)
    .filter(({ change }) => {
      if (change.what === 'new') return false;
      const clause = clauses.find(({ id }) => id === change.clause);
      return clause?.version !== change.version || clause.safety === true;
    })
    .map(({ id }) => closeProposal(id, 'overtaken', now));

/** Proposals whose time is over: open ones close, closed ones go. */
export function overdueProposals(state: CircleState, now: Millis): CircleEvent[] {
  const over = [...state.proposals.values()].filter((each) => proposalEnd(each) <= now);
  const gone = over.flatMap(({ id, closed }) => (closed ? [id] : []));
  return [
    ...over.filter(({ closed }) => !closed).map(({ id }) => closeProposal(id, 'expired', now)),
    ...forgetProposals(gone),
  ];
}

export const forgetProposals = (proposals: readonly ProposalId[]): CircleEvent[] =>
  proposals.length === 0
    ? []
    : [{ type: 'ProposalsForgotten', proposals, erases: proposals.flatMap(allProposalSlots) }];

export const ownProposals = ({ proposals }: CircleState, member: PersonId): ProposalId[] =>
  [...proposals.values()].filter(({ by }) => by === member).map(({ id }) => id);

/** What goes with a member who is forgotten (PRV-11). */
export const proposalSlotsOf = (state: CircleState, member: PersonId): Slot[] =>
  ownProposals(state, member).flatMap(allProposalSlots);

/** The proposals without those of a member. */
export const withoutProposalsOf = (
  proposals: CircleState['proposals'],
  member: PersonId,
): CircleState['proposals'] =>
  [...proposals.values()].some(({ by }) => by === member)
    ? new Map([...proposals].filter(([, { by }]) => by !== member))
    : proposals;
