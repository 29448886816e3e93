/**
 * The form that all four deciders share: one rule per command and one evolver per event type.
 * The table checks the author first, so `decide` never runs for a person who may not send the
 * command.
 */
import type { EventShape, Fact, Refusal } from './kernel.ts';
import { firstRefusal, refuse } from './kernel.ts';
import type { RefusalCode } from './vocabulary.ts';

/** `Asker` is the part of the context that `may` needs. */
export interface Rule<Command, Context extends Asker, Event, Asker = Context> {
  /** Whether this person may send the command at all; the view shows it as `can`. */
  may(asker: Asker): RefusalCode | null;
  /**
   * A refusal that depends on the fields of the command, or that comes before the one of `may` in
   * the list of codes (`full` before `locked`).
   */
  refuses?(command: Command, context: Context): RefusalCode | false | null;
  /** Runs only when neither of the two above refuses. */
  decide(command: Command, context: Context): readonly Event[] | Refusal;
}

interface NamedCommand {
  readonly do: string;
}

/** One rule for each command; a command without a rule does not compile. */
export type RuleTable<
  Command extends NamedCommand,
  Context extends Asker,
  Event,
  Asker = Context,
> = {
  readonly [Name in Command['do']]: Rule<
    Extract<Command, { readonly do: Name }>,
    Context,
    Event,
    Asker
  >;
};

/** One function for each event type; an event without one does not compile. */
export type EvolverTable<State, Event extends EventShape> = {
  readonly [Type in Event['type']]: (
    state: State,
    fact: Extract<Fact<Event>, { readonly type: Type }>,
  ) => State;
};

/** Checks the author, then decides. Returns the refusal that comes first in the list of codes. */
export function decideByTable<
  Command extends NamedCommand,
  Context extends Asker,
  Event,
  Asker = Context,
>(
  rules: RuleTable<Command, Context, Event, Asker>,
  command: Command,
  context: Context,
): readonly Event[] | Refusal {
  // The type of the table says that a rule belongs to the command of its name.
  const rule: Rule<Command, Context, Event, Asker> = rules[command.do as Command['do']] as never;
  const refusal = firstRefusal(rule.may(context), rule.refuses?.(command, context) ?? null);
  return refusal ? refuse(refusal) : rule.decide(command, context);
}

/** Turns a table of evolvers into the `evolve` of a decider. */
export const evolveByTable =
  <State, Event extends EventShape>(evolvers: EvolverTable<State, Event>) =>
  (state: State, fact: Fact<Event>): State =>
    (evolvers[fact.type as Event['type']] as (state: State, fact: Fact<Event>) => State)(
      state,
      fact,
    );
