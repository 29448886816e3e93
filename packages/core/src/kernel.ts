/**
 * The parts of every ledger in Holdspace: events (facts, with words stored separately),
 * refusals, and the decider that gives a list of facts its meaning.
 *
 * A refusal is an answer, not an error: `decide` returns it and never throws it.
 * `evolve` takes facts, so the compiler keeps words out of every decision.
 */
import type { Millis, PersonId, RefusalCode } from './vocabulary.ts';
import { refusalCodes } from './vocabulary.ts';

/** The name of one erasable text in a ledger, for instance `message.k3f9.text`. */
export type Slot = string;

/** `what` is the `do` of the command; `by` the organiser. */
export interface Attribution {
  readonly what: string;
  readonly by: PersonId;
  readonly at: Millis;
}

/** What may accompany every fact; the store honours both, no decision depends on them. */
export interface FactShape {
  readonly type: string;
  /** Slots of this ledger whose words are destroyed together with this commit. */
  readonly erases?: readonly Slot[];
  /** Which act of an organiser this came of; on the first fact of a commit (KEY-6). */
  readonly act?: Attribution;
  /** Texts that waited outside the chain and are taken in, or dropped, with this commit (PRV-11). */
  readonly takes?: readonly string[];
  /** From this moment on no word of this ledger can be read any more (PHA-6). */
  readonly wordsUntil?: Millis;
}

export interface EventShape extends FactShape {
  readonly words?: Readonly<Record<Slot, string>>;
}

export type Fact<E extends EventShape> = E extends EventShape ? Omit<E, 'words'> : never;

/** The words of a ledger that can still be read, by slot. */
export type Words = ReadonlyMap<Slot, string>;

export interface Refusal {
  readonly refused: RefusalCode;
}

export const refuse = (code: RefusalCode): Refusal => ({ refused: code });

export const isRefusal = (decision: object): decision is Refusal => 'refused' in decision;

/** The refusal that comes first in the list, of those that apply; null when none does. */
export function firstRefusal(
  ...codes: readonly (RefusalCode | false | null)[]
): RefusalCode | null {
  let first: RefusalCode | null = null;
  for (const code of codes) {
    if (!code || code === first) continue;
    if (first === null || refusalCodes.indexOf(code) < refusalCodes.indexOf(first)) first = code;
  }
  return first;
}

/**
 * `unknown` counts as present: an outage of ours takes nobody's turn (RND-19). `hidden`: connected,
 * and none of their pages is in front; that matters to the length of an offer alone (TRN-8).
 */
export type Presence = 'here' | 'hidden' | 'away' | 'unknown';

export const isConnected = (presence: Presence): boolean =>
  presence === 'here' || presence === 'hidden';

/**
 * The inputs of a decision besides the state. It has no clock and no randomness: both are
 * arguments.
 */
export interface DecisionContext<Standing> {
  readonly now: Millis;
  /** Who asks; `system` is the server itself, when a deadline is due or presence changed. */
  readonly actor: PersonId | 'system';
  /** The actor's standing, read from the ledgers at this very decision, never from a token. */
  readonly standing: Standing | null;
  readonly present: (person: PersonId) => Presence;
  /** False when another device of this person writes (RND-16). */
  readonly writes: boolean;
  /** At least 128 random bits; ids and shuffles of this decision are derived from it. */
  readonly seed: string;
}

/**
 * A function of a state that computes its result once per state object and keeps it as long as
 * the state. States are immutable, so the result stays valid.
 */
export function oncePerState<State extends object, Result>(
  compute: (state: State) => Result,
): (state: State) => Result {
  const results = new WeakMap<State, { readonly result: Result }>();
  return (state) => {
    const known = results.get(state);
    if (known) return known.result;
    const result = compute(state);
    results.set(state, { result });
    return result;
  };
}

/**
 * A function of some slices of a state, declared by name. It computes its result again only when
 * one of them is another object or value than at the last call, so a commit that changes none of
 * them costs a comparison. `compute` gets a type with these slices alone: what it reads is
 * declared, or it does not compile. The result is kept as long as the first slice, an object.
 */
export function oncePerSlices<State extends object, const Name extends keyof State, Result>(
  slices: readonly [Name, ...Name[]],
  compute: (state: Pick<State, Name>) => Result,
): (state: Pick<State, Name>) => Result {
  const results = new WeakMap<
    object,
    { readonly read: readonly State[Name][]; readonly result: Result }
  >();
  return (state) => {
    const first = state[slices[0]] as object;
    const known = results.get(first);
    if (known && slices.every((name, i) => state[name] === known.read[i])) return known.result;
    const result = compute(state);
    results.set(first, { read: slices.map((name) => state[name]), result });
    return result;
  };
}

/** Whether all these slices are the same object or value in both states. */
export const isSameIn = <State extends object>(
  slices: readonly (keyof State)[],
  a: State,
  b: State,
): boolean => a === b || slices.every((name) => a[name] === b[name]);

export interface Deadline<C> {
  readonly at: Millis;
  readonly command: C;
}

/** The event without its words: what `evolve` takes. */
export function factOf<E extends EventShape>(event: E): Fact<E> {
  const { words: _, ...fact } = event;
  return fact as Fact<E>;
}

/** The state that these events lead to. Their words are left out, so that none enters the state. */
export const evolveEvents = <State, E extends EventShape>(
  evolve: (state: State, fact: Fact<E>) => State,
  state: State,
  events: readonly E[],
): State => events.reduce((reached, event) => evolve(reached, factOf(event)), state);

/** An accepted command: its events in order, and the state after all of them. */
export interface Decided<State, Event> {
  /** Empty when nothing changes; `state` is then the state of before. */
  readonly events: readonly Event[];
  readonly state: State;
}

/**
 * The words of a ledger that are shown in pages from the end: an opening leaves the older ones in
 * the store until somebody looks at them.
 */
export interface PagedWords<State> {
  /** Whether the words of this slot belong to an item of the list that is paged. */
  has(slot: Slot): boolean;
  /** How long the list is. An item never moves in it. */
  lengthOf(state: State): number;
}

export interface Decider<State, Command, Event extends EventShape, Standing> {
  readonly initial: State;
  /** Absent: an opening reads all words of the ledger. */
  readonly pagedWords?: PagedWords<State>;
  /** No events means: nothing changes. Every command is safe to send twice. */
  decide(
    state: State,
    command: Command,
    context: DecisionContext<Standing>,
  ): Decided<State, Event> | Refusal;
  evolve(state: State, fact: Fact<Event>): State;
  /** What is due when. Any node may send the command; a stale one decides to nothing. */
  deadlines(state: State): readonly Deadline<Command>[];
  /**
   * When a node must look at the ledger though nobody comes, after a commit at `at` that led from
   * `before` to `after`: at the earliest deadline, or at `at` itself while something remains to be
   * done that no deadline names. Null: never.
   */
  nextDeadline(before: State, after: State, at: Millis): Millis | null;
  /**
   * The same at rest: everything that follows from the state is done, and nobody is there. Later
   * than `now`, unless a deadline is due.
   */
  restingDeadline(state: State, now: Millis): Millis | null;
}

/** The time of the first deadline; null when there is none. */
export const earliestDeadline = (deadlines: readonly Deadline<unknown>[]): Millis | null =>
  deadlines.reduce<Millis | null>((first, { at }) => earlierOf(first, at), null);

/** The earlier of two times, of which null never comes. */
export const earlierOf = (a: Millis | null, b: Millis | null): Millis | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** A decider from parts that produce events alone: the resulting state is added once, here. */
export function createDecider<State, Command, Event extends EventShape, Standing>({
  decide,
  ...parts
}: Omit<Decider<State, Command, Event, Standing>, 'decide'> & {
  decide(
    state: State,
    command: Command,
    context: DecisionContext<Standing>,
  ): readonly Event[] | Refusal;
}): Decider<State, Command, Event, Standing> {
  return {
    ...parts,
    decide(state, command, context) {
      const events = decide(state, command, context);
      if (isRefusal(events)) return events;
      return { events, state: evolveEvents(parts.evolve, state, events) };
    },
  };
}
