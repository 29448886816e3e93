/**
 * Replays one ledger: the state after each commit and the words that it could read then. A text
 * that was erased since, or replaced in its slot, is not in the store any more and is missing.
 */
import type { Decider, EventShape, Fact, Millis, Slot, Words } from '@holdspace/core';
import type { DecodedCommit } from '@holdspace/server/inspector';

export interface ReplayedCommit<State, Event extends EventShape> {
  readonly version: number;
  readonly at: Millis;
  readonly facts: readonly Fact<Event>[];
  readonly before: State;
  readonly after: State;
  /** That can be read after this commit, as far as the store still has them. */
  readonly words: Words;
}

/** Every commit in order. `words` are all that the store has today. */
export function replayLedger<State, Command, Event extends EventShape, Standing>(
  decider: Decider<State, Command, Event, Standing>,
  commits: readonly DecodedCommit<Event>[],
  words: Words,
): readonly ReplayedCommit<State, Event>[] {
  const lastWrittenAt = new Map<Slot, number>();
  for (const { commit, seals } of commits) {
    for (const slot of Object.keys(seals)) lastWrittenAt.set(slot, commit.version);
  }
  let state = decider.initial;
  let readable: Words = new Map();
  return commits.map(({ commit, seals }) => {
    const before = state;
    const { version, at, facts } = commit;
    for (const fact of facts) state = decider.evolve(state, fact);
    const written = Object.keys(seals).filter((slot) => lastWrittenAt.get(slot) === version);
    const erased = facts.flatMap(({ erases = [] }) => erases);
    if (written.length > 0 || erased.length > 0) {
      const next = new Map(readable);
      for (const slot of erased) next.delete(slot);
      for (const slot of written) {
        const text = words.get(slot);
        if (text !== undefined) next.set(slot, text);
      }
      readable = next;
    }
    return { version, at, facts, before, after: state, words: readable };
  });
}

/** The last commit that was made until then; undefined before the first. */
export const commitAt = <Commit extends { readonly at: Millis }>(
  commits: readonly Commit[],
  at: Millis,
): Commit | undefined => commits.findLast((each) => each.at <= at);
