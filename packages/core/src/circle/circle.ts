/** The circle as a whole: its concepts in one table of rules and one of facts. */
import { attributeToOrganiser, type HouseStanding, withOrganiserAct } from '../house/index.ts';
import { organiserRuleContext } from '../house/rule.ts';
import type { Decider, DecisionContext, Fact } from '../kernel.ts';
import { createDecider } from '../kernel.ts';
import { decideByTable, evolveByTable } from '../rule-table.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import { exclusionEvolvers, exclusionRules } from './exclusion.ts';
import { intentionEvolvers, intentionRules } from './intention.ts';
import { linkEvolvers, linkRules } from './link-rules.ts';
import { membershipEvolvers, membershipRules } from './membership.ts';
import {
  circleRetentionDeadlines,
  circleRetentionEvolvers,
  circleRetentionRules,
} from './retention.ts';
import type { CircleDecision, CircleEvolvers, CircleRuleContext, CircleRules } from './rule.ts';
import { scheduleEvolvers, scheduleRules } from './schedule.ts';
import { settingsEvolvers, settingsRules } from './settings.ts';
import { signInEvolvers, signInRules } from './sign-in-rules.ts';
import { type CircleState, emptyCircle } from './state.ts';

const rules: CircleRules<CircleCommand['do']> = {
  ...settingsRules,
  ...linkRules,
  ...signInRules,
  ...membershipRules,
  ...scheduleRules,
  ...exclusionRules,
  ...intentionRules,
  ...circleRetentionRules,
};

const evolvers: CircleEvolvers<CircleEvent['type']> = {
  ...settingsEvolvers,
  ...linkEvolvers,
  ...signInEvolvers,
  ...membershipEvolvers,
  ...scheduleEvolvers,
  ...exclusionEvolvers,
  ...intentionEvolvers,
  ...circleRetentionEvolvers,
};

/** An organiser's act is recorded in the facts (KEY-6). */
function decideEvents(
  state: CircleState,
  command: CircleCommand,
  context: DecisionContext<HouseStanding>,
): CircleDecision {
  const decision = decideByTable<CircleCommand, CircleRuleContext, CircleEvent>(
    rules,
    command,
    organiserRuleContext(state, context),
  );
  return attributeToOrganiser(decision, command.do, context);
}

const evolveByType = evolveByTable<CircleState, CircleEvent>(evolvers);

function evolveCircle(state: CircleState, fact: Fact<CircleEvent>): CircleState {
  const next = evolveByType(state, fact);
  const acts = withOrganiserAct(state.acts, fact);
  return acts === state.acts ? next : { ...next, acts };
}

export const circle: Decider<CircleState, CircleCommand, CircleEvent, HouseStanding> =
  createDecider({
    initial: emptyCircle,
    decide: decideEvents,
    evolve: evolveCircle,
    deadlines: circleRetentionDeadlines,
  });
