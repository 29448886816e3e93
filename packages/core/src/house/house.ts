/** The house as a whole: its concepts in one table of rules and one of facts. */
import type { Decider, DecisionContext, Fact } from '../kernel.ts';
import { createDecider, refuse } from '../kernel.ts';
import { decideByTable, evolveByTable } from '../rule-table.ts';
import type { HouseCommand, HouseEvent } from './commands.ts';
import { organisationExclusionEvolvers, organisationExclusionRules } from './exclusions.ts';
import { attributeToOrganiser, withOrganiserAct } from './organiser-acts.ts';
import {
  type HouseDecision,
  type HouseEvolvers,
  type HouseRuleContext,
  type HouseRules,
  organiserGuard,
  organiserRuleContext,
} from './rule.ts';
import {
  staffEvolvers,
  staffRules,
  staffSignInEvolvers,
  staffSignInRules,
} from './sign-in-rules.ts';
import { circlePrefixOf, type HouseStanding, type HouseState } from './state.ts';

const circleListRules: HouseRules<'list-circle'> = {
  'list-circle': {
    may: organiserGuard,
    decide({ circle }, { state }) {
      if (state.circles.has(circle)) return [];
      if (state.circlesByPrefix.has(circlePrefixOf(circle))) return refuse('stale');
      return [{ type: 'CircleListed', circle }];
    },
  },
};

const circleListEvolvers: HouseEvolvers<'CircleListed'> = {
  CircleListed: (state, { circle }) => ({
    ...state,
    circles: new Set(state.circles).add(circle),
    circlesByPrefix: new Map(state.circlesByPrefix).set(circlePrefixOf(circle), circle),
  }),
};

const rules: HouseRules<HouseCommand['do']> = {
  ...staffSignInRules,
  ...staffRules,
  ...circleListRules,
  ...organisationExclusionRules,
};

const evolvers: HouseEvolvers<HouseEvent['type']> = {
  ...staffSignInEvolvers,
  ...staffEvolvers,
  ...circleListEvolvers,
  ...organisationExclusionEvolvers,
};

/** An organiser's act is recorded in the facts (KEY-6). */
function decideEvents(
  state: HouseState,
  command: HouseCommand,
  context: DecisionContext<HouseStanding>,
): HouseDecision {
  const decision = decideByTable<HouseCommand, HouseRuleContext, HouseEvent>(
    rules,
    command,
    organiserRuleContext(state, context),
  );
  return attributeToOrganiser(decision, command.do, context);
}

const evolveByType = evolveByTable<HouseState, HouseEvent>(evolvers);

function evolveHouse(state: HouseState, fact: Fact<HouseEvent>): HouseState {
  const next = evolveByType(state, fact);
  const acts = withOrganiserAct(state.acts, fact);
  return acts === state.acts ? next : { ...next, acts };
}

export const house: Decider<HouseState, HouseCommand, HouseEvent, HouseStanding> = createDecider({
  initial: {
    acts: [],
    staff: new Set(),
    since: new Map(),
    programs: new Set(),
    staffSessions: new Map(),
    legacyClosed: new Set(),
    keyDetails: new Map(),
    links: new Map(),
    keys: new Map(),
    circles: new Set(),
    circlesByPrefix: new Map(),
    exclusions: [],
  },
  decide: decideEvents,
  evolve: evolveHouse,
  // Nothing in a house happens by itself.
  deadlines: () => [],
  nextDeadline: () => null,
  restingDeadline: () => null,
});
