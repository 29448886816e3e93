/** HTTP bodies about the agreements of a circle: clauses, their changes, and consent (AGR-1, AGR-2). */
import { agreementChangeKinds, maxClauses } from '@holdspace/core';
import { z } from 'zod';
import { maxAgreementLength } from './lengths.ts';

/** A readonly list, as in core. */
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

export const clauseText = z.string().trim().min(1).max(maxAgreementLength);
export { maxClauses };

/**
 * `version`: the version of the agreements that this text came with. `safety`: it belongs to the
 * safety of the organisation, and cannot be voted away (AGR-3).
 */
export const clauseBody = z.object({
  id: z.string(),
  version: z.number(),
  text: z.string(),
  safety: z.literal(true).optional(),
});

const newClause = z.strictObject({ text: clauseText, safety: z.boolean().optional() });
/** Only for what is neither a text nor an object: else the part of it that is wrong is named. */
const clauseError = { error: 'Each clause is a text, or an object with one: { "text": "…" }.' };
/** The texts of a new circle. */
export const newAgreements = z.array(z.union([clauseText, newClause], clauseError)).max(maxClauses);

/**
 * All clauses, in order. A clause with an id is that one, changed or not; a text alone is the clause
 * with this text, else the one in this place, else a new one. A clause that is left out is removed.
 */
export const wantedAgreements = z
  .array(
    z.union(
      [
        clauseText,
        z.strictObject({
          id: z.string().min(1).max(16).optional(),
          text: clauseText,
          /** Left out: as it was. */
          safety: z.boolean().optional(),
        }),
      ],
      clauseError,
    ),
  )
  .max(maxClauses);

/** Whether everybody is asked again; left out: they are, unless every text stays (AGR-2). */
export const agreementsChange = z.enum(agreementChangeKinds);
/** The version that was read: with it, a change that somebody else made meanwhile is kept. */
export const agreementsVersion = z.number().int().min(1);

const clauseChange = z.object({
  id: z.string(),
  what: z.enum(['new', 'changed', 'removed']),
  /** Null for a new clause. */
  before: z.string().nullable(),
  /** Null for a clause that is gone. */
  after: z.string().nullable(),
});

/** What one member agreed to last. `at`: epoch ms, null when it was not recorded. */
const consent = z.object({ version: z.number(), at: z.number().nullable() });

export const agreementsBody = z.object({
  /** The version to agree to. */
  version: z.number(),
  clauses: list(clauseBody),
  agreed: consent.nullable(),
  /** Until this member agrees they read and write nothing further in the circle. */
  mustAgree: z.boolean(),
  /** What differs from what they agreed to, a change of wording too. */
  changes: list(clauseChange),
});

export const agreeRequest = z.strictObject({ version: agreementsVersion });
export const agreeResponse = z.object({ agreed: consent });

/** To organisers: how many members there are and how many of them have agreed. Nobody is named. */
export const consentCount = z.object({ agreed: z.number(), of: z.number() });

export type ClauseBody = z.infer<typeof clauseBody>;
export type AgreementsBody = z.infer<typeof agreementsBody>;
export type AgreeResponse = z.infer<typeof agreeResponse>;
