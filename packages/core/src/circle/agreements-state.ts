/**
 * What a circle keeps of its agreements: clauses with ids and versions (AGR-1). A clause is an id and
 * the version in which its text came; the text is a word in a slot of its own, so that an earlier
 * text can still be shown to those who agreed to it.
 */
import type { Slot } from '../kernel.ts';
import type { ClauseId, Millis } from '../vocabulary.ts';

export interface Clause {
  readonly id: ClauseId;
  /** The version of the agreements that this text came with. */
  readonly version: number;
  /** It belongs to the safety of the organisation: only organisers change it (AGR-3). */
  readonly safety?: true;
}

/** A circle has at most so many clauses. */
export const maxClauses = 12;

/** A clause of a new circle. */
export type NewClause = string | { readonly text: string; readonly safety?: boolean | undefined };

export interface AgreementsVersion {
  /** From 1; every change is the next one. */
  readonly version: number;
  /** In the order in which they are shown. */
  readonly clauses: readonly Clause[];
}

export interface Agreements extends AgreementsVersion {
  /**
   * The last version that changed the meaning: everybody who agreed to it or to a later one has
   * agreed to what stands now (AGR-2).
   */
  readonly binding: number;
  /** How many clauses there have ever been: the id of the next one follows from it. */
  readonly clausesMade: number;
  /** Earlier versions that somebody may have agreed to last, oldest first. */
  readonly earlier: readonly AgreementsVersion[];
}

/** What one member agreed to last, and when. `at`: null in ledgers from before it was kept. */
export interface Consent {
  readonly version: number;
  readonly at: Millis | null;
}

/**
 * Whether consent to this version counts now: a change of wording asks nobody, so the last version
 * that changed the meaning counts too.
 */
export const isCurrentVersion = (
  { version, binding }: Pick<Agreements, 'version' | 'binding'>,
  shown: number,
): boolean => shown >= binding && shown <= version;

/** The version that stands for what was agreed to, of those that are kept, oldest first. */
export const versionStandingFor = (
  kept: readonly AgreementsVersion[],
  { version: agreed }: Pick<Consent, 'version'>,
): AgreementsVersion | undefined => kept.find(({ version }) => version >= agreed);

const clausePrefix = 'c';
export const clauseIdOf = (n: number): ClauseId => `${clausePrefix}${n}` as ClauseId;
export const clauseNumber = (id: ClauseId): number => Number(id.slice(clausePrefix.length));

/** So many clauses of version 1: what a circle opens with, and all that older ledgers have. */
export function firstAgreements(count: number, safety: readonly ClauseId[] = []): Agreements {
  const clauses = Array.from({ length: count }, (_, n): Clause => {
    const clause = { id: clauseIdOf(n + 1), version: 1 };
    return safety.includes(clause.id) ? { ...clause, safety: true } : clause;
  });
  return { version: 1, binding: 1, clauses, clausesMade: count, earlier: [] };
}

/** The slot of the text of a clause. Those of version 1 are the slots of older ledgers. */
export const clauseSlot = ({ id, version }: Clause): Slot => {
  const n = clauseNumber(id) - 1;
  return version === 1 ? `agreement.${n}` : `agreement.${n}.${version}`;
};
