/**
 * The form of a rule of the house, and who may ask: organisers, the server, and staff about what
 * is their own. The holder of a link's token signs in without being anyone yet.
 */
import type { DecisionContext, Refusal } from '../kernel.ts';
import type { EvolverTable, RuleTable } from '../rule-table.ts';
import type { Millis, PersonId, RefusalCode } from '../vocabulary.ts';
import type { HouseCommand, HouseEvent } from './commands.ts';
import { type HouseStanding, type HouseState, keysOf } from './state.ts';

/** What a rule of the house, or of a circle of it, may know beside the command. */
export interface OrganiserRuleContext<State> {
  readonly state: State;
  readonly now: Millis;
  readonly actor: PersonId | 'system';
  readonly isOrganiser: boolean;
}
export type HouseRuleContext = OrganiserRuleContext<HouseState>;

export type HouseDecision = readonly HouseEvent[] | Refusal;
export type HouseCommandOf<Name extends HouseCommand['do']> = Extract<HouseCommand, { do: Name }>;
export type HouseRules<Name extends HouseCommand['do']> = RuleTable<
  HouseCommandOf<Name>,
  HouseRuleContext,
  HouseEvent
>;
export type HouseEvolvers<Type extends HouseEvent['type']> = EvolverTable<
  HouseState,
  Extract<HouseEvent, { type: Type }>
>;

export const organiserRuleContext = <State>(
  state: State,
  { actor, standing, now }: DecisionContext<HouseStanding>,
): OrganiserRuleContext<State> => ({
  ...{ state, now, actor },
  isOrganiser: standing?.organiser === actor,
});

export const organiserGuard = ({ actor, isOrganiser }: HouseRuleContext): RefusalCode | null =>
  isOrganiser || actor === 'system' ? null : 'not-here';

/** Staff, and programs with a key; `refuses` of a rule says what they may ask for. */
export const staffGuard = ({ actor, state }: HouseRuleContext): RefusalCode | null =>
  actor === 'system' || isStaffActor(state, actor) ? null : 'not-here';

/** Whether this id acts in the house now: a person of the staff, or a program with a key. */
export const isStaffActor = (state: Pick<HouseState, 'staff' | 'keys'>, actor: PersonId): boolean =>
  state.staff.has(actor) || keysOf(state, actor).length > 0;

/** What a person may ask for themselves alone. */
export const isForOther = (
  { staff }: { readonly staff: PersonId },
  { actor }: HouseRuleContext,
): RefusalCode | false => actor !== 'system' && actor !== staff && 'not-here';

/** A circle reports an exclusion and the server reads an old cookie; nobody else does. */
export const systemGuard = ({ actor }: HouseRuleContext): RefusalCode | null =>
  actor === 'system' ? null : 'not-here';
