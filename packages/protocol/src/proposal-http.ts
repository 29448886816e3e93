/** HTTP bodies about proposals to change the agreements of a circle (AGR-3). */
import { agreementChangeKinds, proposalAnswers, proposalOutcomes } from '@holdspace/core';
import { z } from 'zod';
import { clauseText } from './agreements-http.ts';

const clauseId = z.string().min(1).max(16);
const why = z.string().trim().max(500).default('');

/** One clause: a new one, another text for one that there is, or one that is to go. */
export const newProposalRequest = z.discriminatedUnion(
  'what',
  [
    z.strictObject({ what: z.literal('new'), text: clauseText, why }),
    z.strictObject({ what: z.literal('changed'), clause: clauseId, text: clauseText, why }),
    z.strictObject({ what: z.literal('removed'), clause: clauseId, why }),
  ],
  { error: 'One of: new, changed, removed.' },
);

export const proposalAnswer = z.enum(proposalAnswers);
/** Null takes the answer back. */
export const proposalAnswerRequest = z.strictObject({ answer: proposalAnswer.nullable() });

/** Whether everybody is asked again (AGR-2); left out: they are. */
export const adoptProposalRequest = z.strictObject({
  change: z.enum(agreementChangeKinds).default('meaning'),
});
export const layAsideProposalRequest = z.strictObject({});

export const proposalBody = z.object({
  id: z.string(),
  at: z.number(),
  /** Epoch ms: when it ends by itself; once it has ended, until when it is shown. */
  until: z.number(),
  what: z.enum(['new', 'changed', 'removed']),
  /** Null for a new clause. */
  clause: z.string().nullable(),
  /** The text that the clause has; null for a new one, or when that text is kept no more. */
  before: z.string().nullable(),
  /** The proposed text; null for a clause that is to go. */
  after: z.string().nullable(),
  why: z.string(),
  /** Whether this member made it; nobody else is told whose it is. */
  mine: z.boolean(),
  /** This member's answer, which nobody else is told; null: none yet. */
  answer: proposalAnswer.nullable(),
  state: z.enum(['open', ...proposalOutcomes]),
  /** How many gave which answer; null where nobody counted when it ended. */
  counts: z.object({ yes: z.number(), canLiveWithIt: z.number(), notYet: z.number() }).nullable(),
  /** How many members could answer. */
  of: z.number(),
});
export const proposalList = z.array(proposalBody);

export type NewProposalRequest = z.input<typeof newProposalRequest>;
export type AdoptProposalRequest = z.input<typeof adoptProposalRequest>;
export type ProposalBody = z.infer<typeof proposalBody>;
