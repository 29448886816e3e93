/**
 * The form of a rule of the circle, and who may ask: organisers, the server, a member about what
 * is their own. Everyone else gets `not-here`, as for a circle that does not exist.
 */
import type { OrganiserRuleContext } from '../house/rule.ts';
import type { Refusal } from '../kernel.ts';
import { refuse } from '../kernel.ts';
import type { EvolverTable, Rule, RuleTable } from '../rule-table.ts';
import type { PersonId, RefusalCode } from '../vocabulary.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import type { CircleState } from './state.ts';

export type CircleRuleContext = OrganiserRuleContext<CircleState>;

export type CircleDecision = readonly CircleEvent[] | Refusal;
export type CircleCommandOf<Name extends CircleCommand['do']> = Extract<
  CircleCommand,
  { do: Name }
>;
export type CircleRules<Name extends CircleCommand['do']> = RuleTable<
  CircleCommandOf<Name>,
  CircleRuleContext,
  CircleEvent
>;
export type CircleEvolvers<Type extends CircleEvent['type']> = EvolverTable<
  CircleState,
  Extract<CircleEvent, { type: Type }>
>;

const hasOrganiserRights = ({ actor, isOrganiser }: CircleRuleContext): boolean =>
  isOrganiser || actor === 'system';

/** An organiser or the server; the circle may not be open yet. */
export const openingGuard = (asked: CircleRuleContext): RefusalCode | null =>
  hasOrganiserRights(asked) ? null : 'not-here';

/** An organiser or the server. */
export const organiserGuard = (asked: CircleRuleContext): RefusalCode | null =>
  hasOrganiserRights(asked) && asked.state.circle !== null ? null : 'not-here';

/** The server alone: an exclusion comes with a receipt, so a meeting gives it (VOI-8). */
export const systemGuard = ({ actor, state }: CircleRuleContext): RefusalCode | null =>
  actor === 'system' && state.circle !== null ? null : 'not-here';

const memberGuard = ({ actor, state }: CircleRuleContext): RefusalCode | null =>
  actor !== 'system' && state.members.has(actor) ? null : 'not-here';

/** A rule for what is a member's own: nobody else may ask for it, not even the server. */
export const memberRule = <Command>(
  decide: (command: Command, member: PersonId, asked: CircleRuleContext) => CircleDecision,
): Rule<Command, CircleRuleContext, CircleEvent> => ({
  may: memberGuard,
  decide: (command, asked) =>
    asked.actor === 'system' ? refuse('not-here') : decide(command, asked.actor, asked),
});
