/** The house as a whole: its concepts in one table of rules and one of facts. */
import type { Decider, DecisionContext, Fact } from '../kernel.ts';
import { createDecider, refuse } from '../kernel.ts';
import { decideByTable, evolveByTable } from '../rule-table.ts';
import { alertEvolvers } from './alert-evolvers.ts';
import { alertRules, alertStepAt, nextAlertDeadline } from './alert-rules.ts';
import { channelEvolvers, channelRules } from './channels.ts';
import type { HouseCommand, HouseEvent } from './commands.ts';
import { coverReviewRules } from './cover-review.ts';
import { coverEvolvers, coverRules } from './cover-rules.ts';
import { debriefCallEvolvers, debriefCallRules } from './debrief-calls.ts';
import { enteringEvolvers, enteringRules } from './entering.ts';
import { organisationExclusionEvolvers, organisationExclusionRules } from './exclusions.ts';
import { keyEvolvers, keyRules } from './keys.ts';
import { attributeAct } from './organiser-acts.ts';
import { houseOutboxEvolvers, houseOutboxRules } from './outbox.ts';
import { passkeyEvolvers, passkeyRules } from './passkeys.ts';
import { pushDeviceEvolvers, pushDeviceRules } from './push-devices.ts';
import { houseRecordRules, isRecordedFact } from './record.ts';
import {
  type HouseDecision,
  type HouseEvolvers,
  type HouseRuleContext,
  type HouseRules,
  isStaffActor,
  organiserGuard,
  organiserRuleContext,
} from './rule.ts';
import { staffSignInEvolvers, staffSignInRules } from './sign-in-rules.ts';
import { staffEvolvers, staffRules } from './staff.ts';
import { staffFeedEvolvers, staffFeedRules } from './staff-feeds.ts';
import {
  circleById,
  circleByPrefix,
  circlePrefixOf,
  emptyHouse,
  type HouseStanding,
  type HouseState,
} from './state.ts';

const circleListRules: HouseRules<'list-circle'> = {
  'list-circle': {
    may: organiserGuard,
    decide({ circle }, { state }) {
      if (circleById(state, circle)) return [];
      if (circleByPrefix(state, circlePrefixOf(circle))) return refuse('stale');
      return [{ type: 'CircleListed', circle }];
    },
  },
};

const circleListEvolvers: HouseEvolvers<'CircleListed' | 'StaffActNoted'> = {
  CircleListed: (state, { circle }) =>
    circleById(state, circle) ? state : { ...state, circles: state.circles.append(circle) },
  StaffActNoted: (state) => state,
};

const rules: HouseRules<HouseCommand['do']> = {
  ...staffSignInRules,
  ...passkeyRules,
  ...staffRules,
  ...enteringRules,
  ...houseOutboxRules,
  ...keyRules,
  ...channelRules,
  ...pushDeviceRules,
  ...staffFeedRules,
  ...houseRecordRules,
  ...circleListRules,
  ...organisationExclusionRules,
  ...alertRules,
  ...coverRules,
  ...coverReviewRules,
  ...debriefCallRules,
};

const evolvers: HouseEvolvers<HouseEvent['type']> = {
  ...staffSignInEvolvers,
  ...passkeyEvolvers,
  ...staffEvolvers,
  ...enteringEvolvers,
  ...houseOutboxEvolvers,
  ...keyEvolvers,
  ...channelEvolvers,
  ...pushDeviceEvolvers,
  ...staffFeedEvolvers,
  ...circleListEvolvers,
  ...organisationExclusionEvolvers,
  ...alertEvolvers,
  ...coverEvolvers,
  ...debriefCallEvolvers,
};

/**
 * What people answer about themselves is theirs: in the house record answers would add up to how often
 * each of them could not, and who found a meeting hard (CVR-3, CVR-5).
 */
const isOwnAnswer = (name: string): boolean =>
  Object.hasOwn(coverRules, name) || Object.hasOwn(debriefCallRules, name);

/** What staff do is recorded in the facts (KEY-6, STF-5). */
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
  const { actor, now, standing } = context;
  if (actor === 'system' || isOwnAnswer(command.do)) return decision;
  if (standing?.organiser !== actor && !isStaffActor(state, actor)) return decision;
  const what = command.do === 'note-staff-act' ? command.what : command.do;
  return attributeAct(decision, { what, by: actor, at: now });
}

const evolveOne = evolveByTable<HouseState, HouseEvent>(evolvers);

function evolveCounted(state: HouseState, fact: Fact<HouseEvent>): HouseState {
  const after = evolveOne(state, fact);
  return isRecordedFact(fact) ? { ...after, recordedFacts: state.recordedFacts + 1 } : after;
}

/** Circles are to be told something, or their cover is to be looked at (CVR-4). */
const mustTell = ({ outgoing, cover }: HouseState): boolean =>
  outgoing.size > 0 || cover.reviews.size > 0;

export const house: Decider<HouseState, HouseCommand, HouseEvent, HouseStanding> = createDecider({
  initial: emptyHouse,
  decide: decideEvents,
  evolve: evolveCounted,
  deadlines(state) {
    const at = alertStepAt(state);
    return at === null ? [] : [{ at, command: { do: 'due-alerts' } }];
  },
  // What is to be sent is claimed by a node, so it is no deadline with a command of its own; what
  // circles are to be told needs a node at once (STF-3).
  nextDeadline: (_before, after, at) => (mustTell(after) ? at : nextAlertDeadline(after)),
  // What could not be delivered stays due.
  restingDeadline: (state) => (mustTell(state) ? 0 : nextAlertDeadline(state)),
});
