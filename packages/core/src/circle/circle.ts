/** The circle as a whole: its concepts in one table of rules and one of facts. */
import { attributeToOrganiser, type HouseStanding, withOrganiserAct } from '../house/index.ts';
import { organiserRuleContext } from '../house/rule.ts';
import type { Decider, DecisionContext, Fact } from '../kernel.ts';
import {
  createDecider,
  earlierOf,
  earliestDeadline,
  evolveEvents,
  oncePerState,
} from '../kernel.ts';
import { decideByTable, evolveByTable } from '../rule-table.ts';
import type { Millis } from '../vocabulary.ts';
import { agreementsEvolvers, agreementsRules } from './agreements.ts';
import type { CircleCommand, CircleEvent } from './commands.ts';
import { nextCoverCheck } from './cover-checks.ts';
import { exclusionEvolvers, exclusionRules } from './exclusion.ts';
import { feedEvolvers, feedRules } from './feeds.ts';
import { guideEvolvers, guideRules } from './guide.ts';
import { intentionEvolvers, intentionRules } from './intention.ts';
import { linkEvolvers, linkRules } from './link-rules.ts';
import { membershipEvolvers, membershipRules } from './membership.ts';
import { pauseAndEndEvolvers, pauseAndEndRules, planningDeadlines } from './pause-and-end.ts';
import { planAheadDueAt, planningEvolvers, planningRules } from './planning.ts';
import { proposalEvolvers, proposalRules } from './proposals.ts';
import { replanningEvolvers } from './replanning.ts';
import {
  circleRetentionDeadlines,
  circleRetentionEvolvers,
  circleRetentionRules,
} from './retention.ts';
import type { CircleDecision, CircleEvolvers, CircleRuleContext, CircleRules } from './rule.ts';
import { nextMeetingCheck, scheduleEvolvers, scheduleRules } from './schedule.ts';
import { seatListEvolvers, seatListRules, withSeatsForgotten } from './seat-list.ts';
import { settingsEvolvers, settingsRules } from './settings.ts';
import { signInEvolvers, signInRules } from './sign-in-rules.ts';
import { staffMemberEvolvers, staffMemberRules } from './staff-members.ts';
import { type CircleState, emptyCircle } from './state.ts';

const rules: CircleRules<CircleCommand['do']> = {
  ...settingsRules,
  ...guideRules,
  ...agreementsRules,
  ...proposalRules,
  ...linkRules,
  ...signInRules,
  ...membershipRules,
  ...staffMemberRules,
  ...scheduleRules,
  ...feedRules,
  ...planningRules,
  ...pauseAndEndRules,
  ...seatListRules,
  ...exclusionRules,
  ...intentionRules,
  ...circleRetentionRules,
};

const evolvers: CircleEvolvers<CircleEvent['type']> = {
  ...settingsEvolvers,
  ...guideEvolvers,
  ...agreementsEvolvers,
  ...proposalEvolvers,
  ...linkEvolvers,
  ...signInEvolvers,
  ...membershipEvolvers,
  ...staffMemberEvolvers,
  ...scheduleEvolvers,
  ...feedEvolvers,
  ...replanningEvolvers,
  ...planningEvolvers,
  ...pauseAndEndEvolvers,
  ...seatListEvolvers,
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
  const whole = withSeatsForgotten(state, decision, (events) =>
    evolveEvents(evolveCircle, state, events),
  );
  return attributeToOrganiser(whole, command.do, context);
}

const evolveByType = evolveByTable<CircleState, CircleEvent>(evolvers);

function evolveCircle(state: CircleState, fact: Fact<CircleEvent>): CircleState {
  const next = evolveByType(state, fact);
  const acts = withOrganiserAct(state.acts, fact);
  return acts === state.acts ? next : { ...next, acts };
}

/**
 * The commit's own time while another ledger must learn of it: the house or a meeting (outbox), all
 * meetings and the desk (forgotten members), a meeting that is planned, or the desk's settings.
 */
function nextCircleDeadline(before: CircleState, after: CircleState, at: Millis): Millis | null {
  const mustTell =
    after.outgoing.size > 0 ||
    after.leaving.size > 0 ||
    after.meetings !== before.meetings ||
    after.settings !== before.settings;
  return mustTell ? at : restingCircleDeadline(after, at);
}

const restingCircleDeadline = (state: CircleState, now: Millis): Millis | null =>
  [planAheadDueAt(state), nextMeetingCheck(state, now), nextCoverCheck(state, now)].reduce(
    earlierOf,
    earliestDeadline(circleDeadlines(state)),
  );

const circleDeadlines = oncePerState((state: CircleState) => [
  ...circleRetentionDeadlines(state),
  ...planningDeadlines(state),
]);

export const circle: Decider<CircleState, CircleCommand, CircleEvent, HouseStanding> =
  createDecider({
    initial: emptyCircle,
    decide: decideEvents,
    evolve: evolveCircle,
    deadlines: circleDeadlines,
    nextDeadline: nextCircleDeadline,
    restingDeadline: restingCircleDeadline,
  });
