/**
 * Proposals as people of a circle are shown them (AGR-3): the text, the counts, one's own answer. No
 * name of anybody, neither who proposed nor who answered.
 */
import {
  type CircleState,
  clauseSlot,
  type Proposal,
  type ProposalTally,
  proposalEnd,
  proposalSlots,
} from '../circle/index.ts';
import type { Words } from '../kernel.ts';
import type {
  AnswerToken,
  ClauseId,
  Millis,
  PersonId,
  ProposalAnswer,
  ProposalId,
  ProposalOutcome,
} from '../vocabulary.ts';

/** The token of a member, by the key of a proposal. By the server, which has HMAC. */
export type AnswerTokenOf = (key: string, member: PersonId) => AnswerToken;

export interface ProposalView {
  readonly id: ProposalId;
  readonly at: Millis;
  /** When it ends by itself; once it is closed, when it goes. */
  readonly until: Millis;
  readonly what: 'new' | 'changed' | 'removed';
  /** Null for a new clause. */
  readonly clause: ClauseId | null;
  /** The text of the clause; null for a new one, and where that text is kept no more. */
  readonly before: string | null;
  /** Null for a clause that is to go. */
  readonly after: string | null;
  readonly why: string;
  /** Whether the viewer made it. */
  readonly mine: boolean;
  /** The viewer's; null: none. */
  readonly answer: ProposalAnswer | null;
  readonly state: 'open' | ProposalOutcome;
  /** Null where nobody counted when it ended. */
  readonly counts: ProposalTally | null;
  /** How many members could answer. */
  readonly of: number;
}

/**
 * How many members gave which answer. Of members who are gone nothing counts. `circle` has the
 * words of the proposal's key.
 */
export function proposalTally(
  { members }: CircleState,
  words: Words,
  proposal: Proposal,
  tokenOf: AnswerTokenOf,
): ProposalTally {
  const key = words.get(proposalSlots.key(proposal.id));
  const counts = { yes: 0, 'can-live-with-it': 0, 'not-yet': 0 };
  if (key !== undefined) {
    for (const [id, { forgotten }] of members) {
      const answer = forgotten ? undefined : proposal.answers.get(tokenOf(key, id));
      if (answer) counts[answer]++;
    }
  }
  return { yes: counts.yes, canLiveWithIt: counts['can-live-with-it'], notYet: counts['not-yet'] };
}

/** As this viewer is shown it; `viewer` null: an organiser who is no member. */
export function proposalView(
  state: CircleState,
  words: Words,
  proposal: Proposal,
  viewer: PersonId | null,
  tokenOf: AnswerTokenOf,
): ProposalView {
  const { id, at, change, closed } = proposal;
  const key = words.get(proposalSlots.key(id));
  const own = viewer !== null && key !== undefined ? tokenOf(key, viewer) : null;
  const isRemoval = change.what === 'removed';
  const before =
    change.what === 'new'
      ? null
      : (words.get(clauseSlot({ id: change.clause, version: change.version })) ?? null);
  return {
    ...{ id, at, until: proposalEnd(proposal), what: change.what, before },
    clause: change.what === 'new' ? null : change.clause,
    after: isRemoval ? null : (words.get(proposalSlots.text(id)) ?? ''),
    why: words.get(proposalSlots.why(id)) ?? '',
    mine: viewer !== null && proposal.by === viewer,
    answer: (own !== null && proposal.answers.get(own)) || null,
    state: closed?.how ?? 'open',
    counts: closed ? closed.tally : proposalTally(state, words, proposal, tokenOf),
    of: [...state.members.values()].filter(({ forgotten }) => !forgotten).length,
  };
}

/** Open ones first, oldest first; then those that ended, without what was taken back. */
export function proposalViews(
  state: CircleState,
  words: Words,
  viewer: PersonId | null,
  tokenOf: AnswerTokenOf,
): ProposalView[] {
  const shown = [...state.proposals.values()].filter(({ closed }) => closed?.how !== 'taken-back');
  const ended = shown.filter(({ closed }) => closed !== null).reverse();
  return [...shown.filter(({ closed }) => closed === null), ...ended].map((each) =>
    proposalView(state, words, each, viewer, tokenOf),
  );
}

/** What one member proposed, for their export (PRV-4). */
export const ownProposalTexts = (
  { proposals }: CircleState,
  words: Words,
  member: PersonId,
): readonly { readonly at: Millis; readonly text: string; readonly why: string }[] =>
  [...proposals.values()]
    .filter(({ by }) => by === member)
    .map(({ id, at }) => ({
      at,
      text: words.get(proposalSlots.text(id)) ?? '',
      why: words.get(proposalSlots.why(id)) ?? '',
    }))
    .filter(({ text, why }) => text !== '' || why !== '');
