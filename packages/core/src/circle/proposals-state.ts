/**
 * What a circle keeps of proposals to change its agreements (AGR-3). The facts have no answer with a
 * name: an answer carries a token, which only the server can compute from the member and a key of
 * this proposal. The key is a word, erased when the proposal is closed; then nobody can tell any
 * more whose tokens they were.
 */
import type { Slot } from '../kernel.ts';
import type {
  AnswerToken,
  ClauseId,
  Millis,
  PersonId,
  ProposalAnswer,
  ProposalId,
  ProposalOutcome,
} from '../vocabulary.ts';

/** `version`: the one that the text of the clause came with; another text is another question. */
export type ProposedChange =
  | { readonly what: 'new' }
  | {
      readonly what: 'changed' | 'removed';
      readonly clause: ClauseId;
      readonly version: number;
    };

/** How many gave which answer; nobody is named. */
export interface ProposalTally {
  readonly yes: number;
  readonly canLiveWithIt: number;
  readonly notYet: number;
}

export interface Proposal {
  readonly id: ProposalId;
  /** Whose it is: to them alone, and so that it goes when they go. */
  readonly by: PersonId;
  readonly at: Millis;
  readonly change: ProposedChange;
  /** The last answer of each member, by token; none once it is closed. */
  readonly answers: ReadonlyMap<AnswerToken, ProposalAnswer>;
  readonly closed: {
    readonly how: ProposalOutcome;
    readonly at: Millis;
    /** Null where nobody counted: it ended by itself, or was taken back. */
    readonly tally: ProposalTally | null;
  } | null;
}

export const proposalSlots = {
  /** The proposed text; absent for a clause that is to go. */
  text: (proposal: ProposalId): Slot => `proposal.${proposal}.text`,
  why: (proposal: ProposalId): Slot => `proposal.${proposal}.why`,
  /** The key of its tokens. */
  key: (proposal: ProposalId): Slot => `proposal.${proposal}.key`,
};

/** Everything that is written about a proposal. */
export const allProposalSlots = (proposal: ProposalId): Slot[] =>
  [proposalSlots.text, proposalSlots.why, proposalSlots.key].map((slotOf) => slotOf(proposal));

const day: Millis = 24 * 60 * 60 * 1000;

/** What is not decided by then ends by itself. */
export const proposalTime: Millis = 28 * day;
/** So long everybody can see how it ended; then its words and the proposal go. */
export const closedProposalTime: Millis = 14 * day;

/** When it ends by itself or goes. */
export const proposalEnd = ({ at, closed }: Proposal): Millis =>
  closed ? closed.at + closedProposalTime : at + proposalTime;
