/**
 * The desk as a whole: all its concepts in one table of what people ask, one of what the
 * server asks, and one of facts. Organisers come with their standing in the house, everybody
 * else with theirs in the circle.
 */
import type { DeskCommand } from '../commands/index.ts';
import { deskCommandNames, perCommand } from '../commands/index.ts';
import { draw } from '../draw.ts';
import type { HouseStanding } from '../house/index.ts';
import type { Circumstances, Decider } from '../kernel.ts';
import { isRefusal, refuse } from '../kernel.ts';
import type { Standing } from '../standing.ts';
import type { Millis, RefusalCode } from '../vocabulary.ts';
import { afterEvolvers, feedbackRules, feedbackSystemRules, incidentSystemRules } from './after.ts';
import { appealEvolvers, appealRules } from './appeals.ts';
import { backChannelEvolvers, backChannelRules } from './back-channel.ts';
import type { DeskAsk, DeskSystemCommand } from './commands.ts';
import { deskDeadlines, dueEvolvers, dueSystemRules } from './due.ts';
import type { DeskEvent } from './events.ts';
import { forgettingEvolvers, forgettingSystemRules } from './forgetting.ts';
import { helpEvolvers, helpRules } from './help.ts';
import { keepingEvolvers, keepingSystemRules } from './keeping.ts';
import { counted, isOverQuota } from './quota.ts';
import { receiptEvolvers, receiptSystemRules } from './receipts.ts';
import { reportEvolvers, reportRules } from './reports.ts';
import type { Asked, Decision, DeskFact, Evolvers, Rule, Rules, SystemRules } from './rule.ts';
import { type DeskState, emptyDesk } from './state.ts';
import { threadEvolvers, threadRules } from './threads.ts';
import type { DeskView } from './view.ts';

export type DeskStanding = Standing | HouseStanding;

const rules: Rules<DeskCommand['do']> = {
  ...threadRules,
  ...helpRules,
  ...appealRules,
  ...reportRules,
  ...backChannelRules,
  ...feedbackRules,
};

const systemRules: SystemRules<DeskSystemCommand['do']> = {
  ...dueSystemRules,
  ...keepingSystemRules,
  ...forgettingSystemRules,
  ...receiptSystemRules,
  ...incidentSystemRules,
  ...feedbackSystemRules,
};

const evolvers: Evolvers<DeskEvent['type']> = {
  ...threadEvolvers,
  ...dueEvolvers,
  ...helpEvolvers,
  ...appealEvolvers,
  ...reportEvolvers,
  ...receiptEvolvers,
  ...backChannelEvolvers,
  ...afterEvolvers,
  ...keepingEvolvers,
  ...forgettingEvolvers,
};

/** Which side of the desk somebody comes to; null for strangers. */
function sideOf({
  actor,
  standing,
}: Pick<Circumstances<DeskStanding>, 'actor' | 'standing'>): Pick<Asked, 'side' | 'name'> | null {
  if (!standing) return null;
  if (!('organiser' in standing)) {
    const side = standing.role === 'facilitator' ? 'facilitator' : 'member';
    return { side, name: standing.name };
  }
  return standing.organiser === actor ? { side: 'organiser', name: '' } : null;
}

/** Excluded from the circle. */
const isBarred = (standing: DeskStanding | null, now: Millis): boolean =>
  standing !== null &&
  'excluded' in standing &&
  standing.excluded !== undefined &&
  (standing.excluded === null || standing.excluded > now);

/** Came by a link for several people and is not let in yet; one person can use such a link many times. */
const isUnknown = (standing: DeskStanding | null): boolean =>
  standing !== null &&
  'known' in standing &&
  standing.role === 'participant' &&
  standing.shared === true &&
  !standing.known;

const isSystem = (command: DeskAsk | DeskSystemCommand): command is DeskSystemCommand =>
  Object.hasOwn(systemRules, command.do);

export const desk: Decider<DeskState, DeskAsk | DeskSystemCommand, DeskEvent, DeskStanding> = {
  initial: emptyDesk,

  decide(state, command, { actor, standing, now, seed }): Decision {
    if (isSystem(command)) {
      type Filing = (state: DeskState, command: DeskSystemCommand, now: Millis) => DeskEvent[];
      return actor === 'system'
        ? (systemRules[command.do] as Filing)(state, command, now)
        : refuse('not-here');
    }
    const side = sideOf({ actor, standing });
    if (actor === 'system' || !side) return refuse('not-here');
    const rule = rules[command.do] as Rule<DeskAsk>;
    const refusal = rule.may(side.side);
    if (refusal) return refuse(refusal);
    const decision = rule.decide(command, { ...side, state, now, who: actor, draw: draw(seed) });
    if (isRefusal(decision) || command.unlimited) return decision;
    const isOutside = isBarred(standing, now) || isUnknown(standing);
    const sender = { who: actor, side: side.side, isOutside };
    return isOverQuota(state, sender, now, decision) ? refuse('too-soon') : decision;
  },

  evolve: (state, fact) =>
    counted(
      (evolvers[fact.type] as (state: DeskState, fact: DeskFact) => DeskState)(state, fact),
      fact,
    ),

  deadlines: deskDeadlines,
};

const mayAs = (side: 'facilitator' | 'member'): Record<DeskCommand['do'], true | RefusalCode> =>
  perCommand(deskCommandNames, (name) => rules[name].may(side) ?? true);
const mayOfSide = {
  facilitator: mayAs('facilitator'),
  member: { ...mayAs('member'), answer: 'not-facilitator' as const },
};

/** What somebody of the circle may ask of the desk now: nothing there closes (VOI-4, DSK-5). */
export const mayAtDesk = (facilitates: boolean): Record<DeskCommand['do'], true | RefusalCode> =>
  mayOfSide[facilitates ? 'facilitator' : 'member'];

/** What of it is open to them beside that: an answer in a thread of their own (DSK-7). */
export const mayInThreads = ({ threads }: Pick<DeskView, 'threads'>): { readonly answer?: true } =>
  threads.length > 0 ? { answer: true } : {};
