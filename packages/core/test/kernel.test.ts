import { describe, expect, it } from 'vitest';
import { createDecider, type EventShape, evolveEvents, factOf, refuse } from '../src/index.ts';

interface Written extends EventShape {
  readonly type: 'Written';
  readonly slot: string;
}

const written: Written = { type: 'Written', slot: 'a', words: { a: 'Hello' } };
const evolve = (state: readonly object[], fact: object): readonly object[] => [...state, fact];

describe('the state of a decision', () => {
  it('PRV-1 is evolved from facts, which have no words', () => {
    expect(factOf(written)).toEqual({ type: 'Written', slot: 'a' });
    expect(evolveEvents(evolve, [], [written])).toEqual([{ type: 'Written', slot: 'a' }]);
  });

  const decider = createDecider<readonly object[], readonly Written[] | 'refuse', Written, null>({
    initial: [],
    decide: (_, command) => (command === 'refuse' ? refuse('closed') : command),
    evolve,
    deadlines: () => [],
    nextDeadline: () => null,
    restingDeadline: () => null,
  });
  const context = {
    ...{ now: 0, actor: 'system' as const, standing: null, seed: '', writes: true },
    present: () => 'here' as const,
  };

  it('PRV-1 comes with the events, which keep their words for the store', () => {
    expect(decider.decide([], [written], context)).toEqual({
      events: [written],
      state: [{ type: 'Written', slot: 'a' }],
    });
  });

  it('PRV-1 is the same object as before when nothing changes', () => {
    const before: readonly object[] = [{}];
    const decided = decider.decide(before, [], context);
    expect('state' in decided && decided.state).toBe(before);
  });

  it('PRV-1 is absent from a refusal', () => {
    expect(decider.decide([], 'refuse', context)).toEqual({ refused: 'closed' });
  });
});
