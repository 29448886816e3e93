/**
 * Given these events, when this is asked, then that happens: a decider in three words. For
 * questions about one decision; for a meeting over time use the simulation (meeting-simulation.ts).
 */
import type {
  Decider,
  DecisionContext,
  EventShape,
  Fact,
  PersonId,
  RefusalCode,
} from '@holdspace/core';
import { isRefusal } from '@holdspace/core';
import { expect } from 'vitest';

/** What a test may leave unsaid: it is noon, the server asks, everyone is here. */
const defaultContext = {
  now: 0,
  actor: 'system' as const,
  standing: null,
  present: () => 'here' as const,
  writes: true,
  seed: 'seed',
};

/** Words cut off, and through JSON and back: what a store would give the decider again. */
export function factsOf<E extends EventShape>(events: readonly E[]): Fact<E>[] {
  return (JSON.parse(JSON.stringify(events)) as E[]).map(
    ({ words: _, ...fact }) => fact as Fact<E>,
  );
}

export const given =
  <State, Command, Event extends EventShape, Standing extends { readonly person: PersonId }>(
    decider: Decider<State, Command, Event, Standing>,
  ) =>
  (events: readonly Event[]) => ({
    when(command: Command, circumstances: Partial<DecisionContext<Standing>> = {}) {
      const state = factsOf(events).reduce(decider.evolve, decider.initial);
      const decision = decider.decide(state, command, {
        ...defaultContext,
        ...(circumstances.standing && { actor: circumstances.standing.person }),
        ...circumstances,
      });
      const happened = isRefusal(decision) ? decision : factsOf(decision.events);
      return {
        happens: (expected: readonly Partial<Fact<Event>>[]) =>
          expect(happened).toMatchObject(expected),
        nothingHappens: () => expect(happened).toEqual([]),
        isRefused: (code: RefusalCode) => expect(happened).toEqual({ refused: code }),
      };
    },
  });
