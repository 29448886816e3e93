/** What may be asked of a circle about proposals, and what can have happened (AGR-3). */
import type { EventShape } from '../kernel.ts';
import type {
  AgreementChangeKind,
  AnswerToken,
  Millis,
  PersonId,
  ProposalAnswer,
  ProposalId,
  ProposalOutcome,
} from '../vocabulary.ts';
import type { ProposalTally, ProposedChange } from './proposals-state.ts';

/** `tally` is counted by the server, which can compute tokens. */
interface Settling {
  readonly proposal: ProposalId;
  readonly tally: ProposalTally;
}

export type ProposalCommand =
  | {
      readonly do: 'propose-change';
      readonly proposal: ProposalId;
      readonly change: ProposedChange;
      /** Null for a clause that is to go. */
      readonly text: string | null;
      /** '' for none. */
      readonly why: string;
      /** At least 128 random bits. */
      readonly key: string;
    }
  /** `token`: of the member who asks. Null takes an answer back. */
  | {
      readonly do: 'answer-proposal';
      readonly proposal: ProposalId;
      readonly token: AnswerToken;
      readonly answer: ProposalAnswer | null;
    }
  /** `text`: what the words of the proposal say; null for a clause that is to go. */
  | (Settling & {
      readonly do: 'adopt-proposal';
      readonly text: string | null;
      readonly kind: AgreementChangeKind;
    })
  | (Settling & { readonly do: 'lay-aside-proposal' })
  /** By whose it is. */
  | { readonly do: 'take-back-proposal'; readonly proposal: ProposalId }
  /** All of the member who asks, with their own `erase-mine` (PRV-4). */
  | { readonly do: 'forget-proposals' };

type ProposalEventOf<Type extends string, Facts> = EventShape & {
  readonly type: Type;
} & Readonly<Facts>;

export type ProposalEvent =
  | ProposalEventOf<
      'ChangeProposed',
      { proposal: ProposalId; by: PersonId; at: Millis; change: ProposedChange }
    >
  | ProposalEventOf<
      'ProposalAnswered',
      { proposal: ProposalId; token: AnswerToken; answer: ProposalAnswer | null }
    >
  | ProposalEventOf<
      'ProposalClosed',
      { proposal: ProposalId; how: ProposalOutcome; at: Millis; tally: ProposalTally | null }
    >
  | ProposalEventOf<'ProposalsForgotten', { proposals: readonly ProposalId[] }>;
