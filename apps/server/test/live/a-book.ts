/** The smallest ledger there is to decide about, for the tests of living ledgers. */
import type { Decider, PersonId, Refusal } from '@holdspace/core';
import { refuse } from '@holdspace/core';
import type { Asking } from '../../src/live/ledger.ts';
import { Sealer } from '../../src/stores/seal.ts';

/** A book with one line for each number: who comes second to a number is refused. */
export interface Book {
  readonly lines: readonly number[];
}
export type Command =
  | { readonly do: 'write'; readonly line: number; readonly text: string }
  | { readonly do: 'erase'; readonly line: number }
  | { readonly do: 'keep-until'; readonly at: number };
export type Event =
  | { readonly type: 'Written'; readonly line: number; readonly words: Record<string, string> }
  | { readonly type: 'Erased'; readonly erases: readonly string[] }
  | { readonly type: 'Kept'; readonly wordsUntil: number };

export const book: Decider<Book, Command, Event, null> = {
  initial: { lines: [] },
  decide: (state, command): Event[] | Refusal => {
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
};

export const write = (line: number, text = `line ${line}`): Command => ({
  do: 'write',
  line,
  text,
});
export const asking = (id: string | null, actor = 'ash'): Asking<null> => ({
  actor: actor as PersonId,
  present: () => 'here',
  writes: true,
  standing: () => null,
  id,
});

export const sealer = new Sealer(Buffer.alloc(32, 7));
