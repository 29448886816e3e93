/**
 * Proposals of a circle (AGR-3) with what core leaves to the server: keys and tokens, by which the
 * ledger never says who answered what, and the words that a decision needs.
 */
import {
  type AgreementChangeKind,
  type PersonId,
  type ProposalAnswer,
  type ProposalId,
  type ProposalView,
  type ProposedChange,
  proposalSlots,
  proposalTally,
  proposalView,
  proposalViews,
} from '@holdspace/core';
import { memberContext } from '../ledger/command-context.ts';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import type { CircleLedger } from '../ledger/ledgers.ts';
import { answerTokenOf, newAnswerKey, newId } from '../security/tokens.ts';

type ReadableCircle = Pick<CircleLedger, 'state' | 'words'>;
type CircleContext = Parameters<CircleLedger['handle']>[1];

/** As this viewer is shown them; null: an organiser who is no member. */
export const listProposals = (
  { state, words }: ReadableCircle,
  viewer: PersonId | null,
): ProposalView[] => proposalViews(state, words, viewer, answerTokenOf);

/** Null when there is none of this id. */
export function findProposal(
  { state, words }: ReadableCircle,
  id: ProposalId,
  viewer: PersonId | null,
): ProposalView | null {
  const found = state.proposals.get(id);
  return found ? proposalView(state, words, found, viewer, answerTokenOf) : null;
}

interface WantedChange {
  readonly change: ProposedChange;
  readonly text: string | null;
  readonly why: string;
}

/** A repeated request finds the open proposal that it made. */
function sameProposal(
  { state, words }: ReadableCircle,
  by: PersonId,
  { change, text }: WantedChange,
) {
  const asked = JSON.stringify(change);
  return [...state.proposals.values()].find(
    (each) =>
      each.by === by &&
      each.closed === null &&
      JSON.stringify(each.change) === asked &&
      (words.get(proposalSlots.text(each.id)) ?? null) === text,
  );
}

/** `id`: of the new proposal, or of the open one of this member that says the same. */
export async function proposeChange(
  circle: CircleLedger,
  member: PersonId,
  wanted: WantedChange,
): Promise<{ readonly id: ProposalId; readonly answer: CommandResult }> {
  const proposal = sameProposal(circle, member, wanted)?.id ?? newId<ProposalId>('x');
  const answer = await circle.handle(
    { do: 'propose-change', proposal, ...wanted, key: newAnswerKey() },
    memberContext(member),
  );
  return { id: proposal, answer };
}

export async function answerProposal(
  circle: CircleLedger,
  member: PersonId,
  proposal: ProposalId,
  answer: ProposalAnswer | null,
): Promise<CommandResult> {
  const key = circle.words.get(proposalSlots.key(proposal));
  // Without a key there is no token that could be counted: it is closed, or there is none.
  if (key === undefined) {
    return { refused: circle.state.proposals.has(proposal) ? 'closed' : 'unknown-message' };
  }
  const token = answerTokenOf(key, member);
  return circle.handle({ do: 'answer-proposal', proposal, token, answer }, memberContext(member));
}

/** `settle`: into force, with the kind of the change, or laid aside. */
export function settleProposal(
  circle: CircleLedger,
  proposal: ProposalId,
  settle: { readonly adopt: AgreementChangeKind } | 'lay-aside',
  context: CircleContext,
): Promise<CommandResult> {
  const { state, words } = circle;
  const found = state.proposals.get(proposal);
  const tally = found
    ? proposalTally(state, words, found, answerTokenOf)
    : { yes: 0, canLiveWithIt: 0, notYet: 0 };
  if (settle === 'lay-aside') {
    return circle.handle({ do: 'lay-aside-proposal', proposal, tally }, context);
  }
  const text = words.get(proposalSlots.text(proposal)) ?? null;
  return circle.handle(
    { do: 'adopt-proposal', proposal, tally, text, kind: settle.adopt },
    context,
  );
}
