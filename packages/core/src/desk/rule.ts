/**
 * The form of a rule of the desk, and who may come to it: everyone of the circle with what is
 * theirs, facilitators to their side of it, organisers to what is for them alone.
 */
import type { CommandRole, DeskCommand } from '../commands/index.ts';
import { deskCommandNames, entryOf } from '../commands/index.ts';
import type { Deadline, Fact, Refusal } from '../kernel.ts';
import type { EvolverTable, Rule, RuleTable } from '../rule-table.ts';
import type { SeededGenerator } from '../seeded-random.ts';
import type { Millis, PersonId, RefusalCode } from '../vocabulary.ts';
import type { DeskRequest, DeskSystemCommand } from './commands.ts';
import type { DeskEvent } from './events.ts';
import type { DeskState } from './state.ts';

export type DeskRole = 'member' | 'facilitator' | 'organiser';

export interface DeskRuleContext {
  readonly state: DeskState;
  readonly now: Millis;
  readonly who: PersonId;
  /** '' for organisers, who have no name in the circle. */
  readonly name: string;
  readonly side: DeskRole;
  readonly draw: SeededGenerator;
}

export type DeskDecision = readonly DeskEvent[] | Refusal;

export type DeskRequestOf<Name extends DeskCommand['do']> = Extract<DeskRequest, { do: Name }>;
type DeskRule<Name extends DeskCommand['do']> = Rule<
  DeskRequestOf<Name>,
  DeskRuleContext,
  DeskEvent,
  DeskAsker
>;
/** A rule has `may` only where the role in the catalogue of commands (`by`) does not say all. */
export type DeskRules<Name extends DeskCommand['do']> = {
  readonly [Each in Name]: Omit<DeskRule<Each>, 'may'> & Partial<Pick<DeskRule<Each>, 'may'>>;
};
/** The part of the context that says who may ask. */
export type DeskAsker = Pick<DeskRuleContext, 'side'>;

type DeskSystemCommandName = DeskSystemCommand['do'];
export type DeskSystemRules<Name extends DeskSystemCommandName> = {
  readonly [Each in Name]: (
    state: DeskState,
    command: Extract<DeskSystemCommand, { do: Each }>,
    now: Millis,
  ) => DeskDecision;
};

export interface DeskDeadline extends Deadline<DeskSystemCommand> {
  readonly event: (now: Millis) => DeskEvent;
}

export type DeskFact = Fact<DeskEvent>;
export type DeskEvolvers<Names extends DeskEvent['type']> = EvolverTable<
  DeskState,
  Extract<DeskEvent, { type: Names }>
>;

/** Every member, also one who is muted, waiting, removed or excluded (VOI-4, VOI-7). */
const membersOnly = ({ side }: DeskAsker): RefusalCode | null =>
  side === 'organiser' ? 'not-here' : null;

const facilitatorsOnly = ({ side }: DeskAsker): RefusalCode | null =>
  side === 'facilitator' ? null : 'not-facilitator';

/** A stand-in has a side of the desk only as a facilitator. */
const guardOfRole: Readonly<Record<CommandRole, (asker: DeskAsker) => RefusalCode | null>> = {
  member: membersOnly,
  facilitator: facilitatorsOnly,
  'stand-in': facilitatorsOnly,
};

/** The rules of the desk, with the guard of the catalogue's role where a rule has no `may`. */
export function withGuardOfRole(
  rules: DeskRules<DeskCommand['do']>,
): RuleTable<DeskRequest, DeskRuleContext, DeskEvent, DeskAsker> {
  const complete = deskCommandNames.map((name) => [
    name,
    { may: guardOfRole[entryOf(name).by], ...rules[name] },
  ]);
  return Object.fromEntries(complete);
}

/** What may be done is decided by what it is about. */
export const anyRole = (): null => null;

export const facilitatorsAndOrganisers = ({ side }: DeskAsker): RefusalCode | null =>
  side === 'member' ? 'not-facilitator' : null;
