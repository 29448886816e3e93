/** given / when / then for any decider; every event goes through JSON and back, as in a store. */
import type { Circumstances, Decider, EventShape, Fact, Refusal, Words } from '@holdspace/core';
import { isRefusal } from '@holdspace/core';

export class Given<State, Command, Event extends EventShape, Standing> {
  readonly words: Map<string, string> = new Map();
  readonly #decider: Decider<State, Command, Event, Standing>;
  state: State;
  now = 1_000_000;

  constructor(decider: Decider<State, Command, Event, Standing>) {
    this.#decider = decider;
    this.state = decider.initial;
  }

  /** What it decides; the state moves on with it. */
  when(command: Command, by: Partial<Circumstances<Standing>> = {}): readonly Event[] | Refusal {
    const decision = this.#decider.decide(this.state, command, {
      now: this.now,
      actor: 'system',
      standing: null,
      present: () => 'here',
      writes: true,
      seed: 'seed',
      ...by,
    });
    if (isRefusal(decision)) return decision;
    for (const event of JSON.parse(JSON.stringify(decision)) as Event[]) {
      const { words, ...fact } = event;
      for (const slot of event.erases ?? []) this.words.delete(slot);
      for (const [slot, text] of Object.entries(words ?? {})) this.words.set(slot, text);
      this.state = this.#decider.evolve(this.state, fact as unknown as Fact<Event>);
    }
    return decision;
  }

  /** A fact of a ledger as it was written by an older server. */
  happened(event: Event): void {
    this.state = this.#decider.evolve(this.state, event as unknown as Fact<Event>);
  }

  get heard(): Words {
    return this.words;
  }
}

export const types = (decision: readonly { readonly type: string }[] | Refusal): string[] =>
  isRefusal(decision) ? [decision.refused] : decision.map(({ type }) => type);
