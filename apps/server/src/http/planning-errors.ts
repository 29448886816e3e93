/** What the circle's ledger refuses about its meetings, in sentences of the HTTP interface. */
import type { RefusalCode } from '@holdspace/core';
import type { CommandResult } from '../ledger/ledger-runtime.ts';
import { expectOk, fieldError, HttpError } from './http-errors.ts';

/** For each refusal that an act knows: a sentence (409), or the fields that are to be changed (400). */
export type PlanningSentences = Partial<
  Record<RefusalCode, string | Readonly<Record<string, string>>>
>;

/** Throws when the plan was refused. */
export function expectPlanned(answer: CommandResult, sentences: PlanningSentences): void {
  const said = 'refused' in answer ? sentences[answer.refused] : undefined;
  if (!('refused' in answer) || said === undefined) return expectOk(answer);
  throw typeof said === 'string'
    ? new HttpError(409, { code: answer.refused, message: said })
    : fieldError(said);
}
