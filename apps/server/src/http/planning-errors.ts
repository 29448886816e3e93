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
  if (!('refused' in answer)) return;
  const said = sentences[answer.refused];
  if (typeof said === 'string') throw new HttpError(409, { code: answer.refused, message: said });
  if (said !== undefined) throw fieldError(said);
  expectOk(answer);
}
