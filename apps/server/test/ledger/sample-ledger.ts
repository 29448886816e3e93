/** The smallest ledger there is to decide about, for the tests of living ledgers. */
import type { PersonId, Refusal } from '@holdspace/core';
import { createDecider, refuse } from '@holdspace/core';
import type { CommandContext } from '../../src/ledger/ledger-runtime.ts';
import { CommitCodec } from '../../src/storage/chain/commit-codec.ts';

/** A book with one line for each number: who comes second to a number is refused. */
export interface SampleState {
  readonly lines: readonly number[];
}
export type SampleCommand =
  | { readonly do: 'write'; readonly line: number; readonly text: string }
  | { readonly do: 'erase'; readonly line: number }
  | { readonly do: 'keep-until'; readonly at: number };
export type SampleEvent =
  | { readonly type: 'Written'; readonly line: number; readonly words: Record<string, string> }
  | { readonly type: 'Erased'; readonly erases: readonly string[] }
  | { readonly type: 'Kept'; readonly wordsUntil: number };

export const sampleDecider = createDecider<SampleState, SampleCommand, SampleEvent, null>({
  initial: { lines: [] },
  decide: (state, command): SampleEvent[] | Refusal => {
    if (command.do === 'keep-until') return [{ type: 'Kept', wordsUntil: command.at }];
    const { line } = command;
    if (command.do === 'erase') return [{ type: 'Erased', erases: [`line.${line}`] }];
    if (command.text === '') return [];
    if (state.lines.includes(line)) return refuse('already-spoke');
    return [{ type: 'Written', line, words: { [`line.${line}`]: command.text } }];
  },
  evolve: (state, fact) =>
    fact.type === 'Written' ? { lines: [...state.lines, fact.line] } : state,
  deadlines: () => [],
  nextDeadline: () => null,
  restingDeadline: () => null,
});

export const writeLine = (line: number, text = `line ${line}`): SampleCommand => ({
  do: 'write',
  line,
  text,
});
export const contextOf = (id: string | null, actor = 'ash'): CommandContext<null> => ({
  actor: actor as PersonId,
  present: () => 'here',
  writes: true,
  standing: () => null,
  id,
});

export const codec = new CommitCodec(Buffer.alloc(32, 7));
