/**
 * One ledger in memory: a decider, its state and its words. Every event goes through JSON and
 * back and words are kept apart from facts, as in a store. The state of each decision must be
 * the state of its facts.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Decider, DecisionContext, EventShape, Fact, Refusal } from '@holdspace/core';
import { isRefusal } from '@holdspace/core';
import { factsOf } from './given.ts';

export class SimulatedLedger<State, Command, Event extends EventShape, Standing> {
  readonly decider: Decider<State, Command, Event, Standing>;
  readonly facts: Fact<Event>[] = [];
  readonly words = new Map<string, string>();
  state: State;
  #decisions = 0;

  constructor(decider: Decider<State, Command, Event, Standing>) {
    this.decider = decider;
    this.state = decider.initial;
  }

  /** Decides and applies; by the server unless `context` names a person. */
  ask(
    command: Command,
    context: Partial<DecisionContext<Standing>> = {},
  ): readonly Event[] | Refusal {
    const decision = this.decider.decide(this.state, command, {
      ...{ now: 0, actor: 'system', standing: null, present: () => 'here', writes: true },
      seed: `ledger ${this.#decisions++}`,
      ...context,
    });
    if (isRefusal(decision)) return decision;
    const facts = factsOf(decision.events);
    for (const { erases = [], words = {} } of decision.events) {
      for (const slot of erases) this.words.delete(slot);
      for (const [slot, text] of Object.entries(words)) this.words.set(slot, text);
    }
    this.state = facts.reduce(this.decider.evolve, this.state);
    if (!isDeepStrictEqual(decision.state, this.state)) {
      throw new Error('a decision returned another state than its facts');
    }
    this.facts.push(...facts);
    return decision.events;
  }
}
