/**
 * One ledger in memory, run by its real decider, that records its commits. Words that are erased by
 * the end are left out of what is recorded: a store would have destroyed them.
 */
import {
  type Decider,
  type EventShape,
  factOf,
  isRefusal,
  type Millis,
  type PersonId,
  type Presence,
} from '@holdspace/core';
import type { CopiedCommit, CopiedEvent } from '../ledger-writer.ts';

export interface Asking<Standing> {
  readonly now: Millis;
  /** Absent: the server. */
  readonly actor?: PersonId;
  readonly standing?: Standing | null;
}

export class RecordedLedger<
  State extends object,
  Command extends { readonly do: string },
  Event extends EventShape,
  Standing,
> {
  readonly decider: Decider<State, Command, Event, Standing>;
  readonly words = new Map<string, string>();
  state: State;
  /** Whether people are connected. */
  presence: Presence = 'away';
  readonly #name: string;
  readonly #commits: { at: Millis; events: Event[] }[] = [];
  /** Decisions that become one commit. */
  #gathered: Event[] | null = null;
  #wordsUntil: Millis | null = null;
  #decisions = 0;

  constructor(name: string, decider: Decider<State, Command, Event, Standing>) {
    this.#name = name;
    this.decider = decider;
    this.state = decider.initial;
  }

  /** Throws when the ledger refuses. */
  ask(command: Command, { now, actor = undefined, standing = null }: Asking<Standing>): void {
    const decision = this.decider.decide(this.state, command, {
      ...{ now, actor: actor ?? 'system', standing, present: () => this.presence, writes: true },
      seed: `${this.#name} ${this.#decisions++}`,
    });
    if (isRefusal(decision)) {
      throw new Error(`${this.#name} refused ${command.do}: ${decision.refused}`);
    }
    const { events } = decision;
    if (events.length === 0) return;
    for (const { erases = [], words = {}, wordsUntil } of events) {
      for (const slot of erases) this.words.delete(slot);
      for (const [slot, text] of Object.entries(words)) this.words.set(slot, text);
      if (wordsUntil !== undefined) this.#wordsUntil = wordsUntil;
    }
    this.state = events.reduce((reached, each) => {
      return this.decider.evolve(reached, factOf(each));
    }, this.state);
    if (this.#gathered) this.#gathered.push(...events);
    else this.#commits.push({ at: now, events: [...events] });
  }

  /** What is decided in here becomes one commit: an evening needs few of them. */
  asOne(now: Millis, work: () => void): void {
    const events: Event[] = [];
    this.#gathered = events;
    work();
    this.#gathered = null;
    if (events.length > 0) this.#commits.push({ at: now, events });
  }

  /** Does what is due until then, in its order. */
  runDue(until: Millis): void {
    for (let step = 0; step < 1000; step++) {
      const due = this.decider
        .deadlines(this.state)
        .filter(({ at }) => at <= until)
        .sort((a, b) => a.at - b.at)[0];
      if (!due) return;
      const before = this.state;
      this.ask(due.command, { now: due.at });
      // A deadline that changes nothing stays where it is.
      if (this.state === before) return;
    }
    throw new Error(`The deadlines of ${this.#name} do not end.`);
  }

  /** All commits, with the words that can be read at this time. */
  commits(now: Millis): readonly CopiedCommit[] {
    const isReadable = this.#wordsUntil === null || this.#wordsUntil > now;
    const left = new Map(isReadable ? this.words : []);
    const kept: CopiedCommit[] = [];
    for (const { at, events } of this.#commits.toReversed()) {
      kept.push({
        at,
        events: events
          .toReversed()
          .map((each) => withoutErased(each, left))
          .reverse(),
      });
    }
    return kept.reverse();
  }

  /** When a node looks at it next, when nobody is there. */
  nextDeadline(now: Millis): Millis | null {
    return this.decider.restingDeadline(this.state, now);
  }
}

/** `left`: words that no later event wrote; those of this one are taken from it. */
function withoutErased(event: EventShape, left: Map<string, string>): CopiedEvent {
  const { words, ...rest } = event;
  const kept = Object.entries(words ?? {}).filter(([slot, text]) => left.get(slot) === text);
  for (const [slot] of kept) left.delete(slot);
  return kept.length > 0 ? { ...rest, words: Object.fromEntries(kept) } : rest;
}
