/**
 * The desk as a whole: all its concepts in one table of what people ask, one of what the
 * server asks, and one of facts. Organisers come with their standing in the house, everyone
 * else with theirs in the circle.
 */
import type { DeskCommand } from '../commands/index.ts';
import { deskCommandNames, perCommand } from '../commands/index.ts';
import type { HouseStanding } from '../house/index.ts';
import type { Decider, DecisionContext } from '../kernel.ts';
import { createDecider, earlierOf, earliestDeadline, isRefusal, refuse } from '../kernel.ts';
import { decideByTable, evolveByTable } from '../rule-table.ts';
import { seededGenerator } from '../seeded-random.ts';
import { isExcluded, mustAgreeAtDesk, type Standing } from '../standing.ts';
import type { Millis, RefusalCode } from '../vocabulary.ts';
import { deskAlertEvolvers, deskAlertSystemRules, mustReportDeskAlerts } from './alerts.ts';
import { appealEvolvers, appealRules } from './appeals.ts';
import { backChannelEvolvers, backChannelRules } from './back-channel.ts';
import type { DeskRequest, DeskSystemCommand } from './commands.ts';
import { deadlineEvolvers, deadlineSystemRules, deskDeadlines } from './deadlines.ts';
import { debriefEvolvers, debriefSystemRules } from './debriefs.ts';
import type { DeskEvent } from './events.ts';
import {
  endOfHour,
  feedbackAndIncidentEvolvers,
  feedbackRules,
  feedbackSystemRules,
  incidentSystemRules,
} from './feedback-and-incidents.ts';
import { forgettingEvolvers, forgettingSystemRules } from './forgetting.ts';
import { helpEvolvers, helpRules } from './help.ts';
import { isOverQuota, withQuotaUsage } from './quota.ts';
import { receiptEvolvers, receiptSystemRules } from './receipts.ts';
import { reportEvolvers, reportRules } from './reports.ts';
import { retentionEvolvers, retentionSystemRules } from './retention.ts';
import type {
  DeskAsker,
  DeskDecision,
  DeskEvolvers,
  DeskFact,
  DeskRuleContext,
  DeskSystemRules,
} from './rule.ts';
import { withGuardOfRole } from './rule.ts';
import { type DeskState, emptyDesk } from './state.ts';
import { threadEvolvers, threadRules } from './threads.ts';

export type DeskStanding = Standing | HouseStanding;

const rules = withGuardOfRole({
  ...threadRules,
  ...helpRules,
  ...appealRules,
  ...reportRules,
  ...backChannelRules,
  ...feedbackRules,
});

const systemRules: DeskSystemRules<DeskSystemCommand['do']> = {
  ...deadlineSystemRules,
  ...retentionSystemRules,
  ...forgettingSystemRules,
  ...receiptSystemRules,
  ...incidentSystemRules,
  ...feedbackSystemRules,
  ...deskAlertSystemRules,
  ...debriefSystemRules,
};

const evolvers: DeskEvolvers<DeskEvent['type']> = {
  ...threadEvolvers,
  ...deadlineEvolvers,
  ...helpEvolvers,
  ...appealEvolvers,
  ...reportEvolvers,
  ...receiptEvolvers,
  ...backChannelEvolvers,
  ...feedbackAndIncidentEvolvers,
  ...retentionEvolvers,
  ...forgettingEvolvers,
  ...deskAlertEvolvers,
  ...debriefEvolvers,
};

/** The role at the desk; null for people who are not members. */
function deskRoleOf({
  actor,
  standing,
}: Pick<DecisionContext<DeskStanding>, 'actor' | 'standing'>): Pick<
  DeskRuleContext,
  'side' | 'name'
> | null {
  if (!standing) return null;
  if (!('organiser' in standing)) {
    const side = standing.role === 'facilitator' ? 'facilitator' : 'member';
    return { side, name: standing.name };
  }
  return standing.organiser === actor ? { side: 'organiser', name: '' } : null;
}

const isCurrentlyExcluded = (standing: DeskStanding | null, now: Millis): boolean =>
  standing !== null && 'excluded' in standing && isExcluded(standing, now);

/** Came by a link for several people and is not let in yet; one person can use such a link many times. */
const isUnknownBySharedLink = (standing: DeskStanding | null): boolean =>
  standing !== null &&
  'known' in standing &&
  standing.role === 'participant' &&
  standing.shared === true &&
  !standing.known;

/**
 * What facilitators write to one another and of one another waits until they have agreed to the
 * agreements as they stand (AGR-2). Calls for help and everybody's own threads never wait.
 */
const facilitatorsTalkNames = ['back-channel', 'set-report'] as const;
const facilitatorsTalk: ReadonlySet<string> = new Set(facilitatorsTalkNames);
const mustAgree = (standing: DeskStanding | null): boolean =>
  standing !== null && 'known' in standing && mustAgreeAtDesk(standing);

const isSystemCommand = (command: DeskRequest | DeskSystemCommand): command is DeskSystemCommand =>
  Object.hasOwn(systemRules, command.do);

function decideEvents(
  state: DeskState,
  command: DeskRequest | DeskSystemCommand,
  { actor, standing, now, seed }: DecisionContext<DeskStanding>,
): DeskDecision {
  if (isSystemCommand(command)) {
    type Filing = (state: DeskState, command: DeskSystemCommand, now: Millis) => DeskDecision;
    return actor === 'system'
      ? (systemRules[command.do] as Filing)(state, command, now)
      : refuse('not-here');
  }
  const side = deskRoleOf({ actor, standing });
  if (actor === 'system' || !side) return refuse('not-here');
  const isHeldBack = side.side === 'facilitator' && mustAgree(standing);
  if (isHeldBack && facilitatorsTalk.has(command.do)) return refuse('not-here');
  const decision = decideByTable<DeskRequest, DeskRuleContext, DeskEvent, DeskAsker>(
    rules,
    command,
    {
      ...side,
      state,
      now,
      who: actor,
      draw: seededGenerator(seed),
    },
  );
  if (isRefusal(decision) || command.unlimited) return decision;
  const isOutside = isCurrentlyExcluded(standing, now) || isUnknownBySharedLink(standing);
  const sender = { who: actor, side: side.side, isOutside };
  return isOverQuota(state, sender, now, decision) ? refuse('too-soon') : decision;
}

const evolveByType = evolveByTable<DeskState, DeskEvent>(evolvers);
const evolveDesk = (state: DeskState, fact: DeskFact): DeskState =>
  withQuotaUsage(evolveByType(state, fact), fact);

/**
 * At once while the house must learn of an alert. Not after the end of the hour: what waits beside
 * the ledger is collected then (PRV-11).
 */
const nextDeskDeadline = (_: DeskState, after: DeskState, at: Millis): Millis | null =>
  mustReportDeskAlerts(after)
    ? at
    : earlierOf(earliestDeadline(deskDeadlines(after)), endOfHour(at + 1));

export const desk: Decider<DeskState, DeskRequest | DeskSystemCommand, DeskEvent, DeskStanding> =
  createDecider({
    initial: emptyDesk,

    decide: decideEvents,
    evolve: evolveDesk,
    deadlines: deskDeadlines,
    nextDeadline: nextDeskDeadline,
    restingDeadline: (state) => earliestDeadline(deskDeadlines(state)),
  });

const permissionsAs = (
  side: 'facilitator' | 'member',
): Record<DeskCommand['do'], true | RefusalCode> =>
  perCommand(deskCommandNames, (name) => rules[name].may({ side }) ?? true);
const permissionsByRole = {
  facilitator: permissionsAs('facilitator'),
  heldBack: {
    ...permissionsAs('facilitator'),
    ...perCommand(facilitatorsTalkNames, () => 'not-here' as const),
  },
  member: { ...permissionsAs('member'), answer: 'not-facilitator' as const },
};

/**
 * The desk commands that a member may use; they are never closed (VOI-4, DSK-5), but for what
 * facilitators write among themselves before they have agreed to changed agreements (AGR-2).
 */
export const deskPermissions = (
  facilitates: boolean,
  mustAgreeFirst = false,
): Record<DeskCommand['do'], true | RefusalCode> => {
  if (!facilitates) return permissionsByRole.member;
  return permissionsByRole[mustAgreeFirst ? 'heldBack' : 'facilitator'];
};
