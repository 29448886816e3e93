/**
 * The meeting as a whole: one table of rules and one of evolvers. A decision is the command and all
 * reactions to it, as one commit.
 */
import type { MeetingCommand } from '../commands/index.ts';
import { isFloorCommand, meetingCommandNames, perCommand } from '../commands/index.ts';
import type { Decided, Decider, DecisionContext, Refusal } from '../kernel.ts';
import { evolveEvents, firstRefusal, isRefusal, refuse } from '../kernel.ts';
import { decideByTable, evolveByTable } from '../rule-table.ts';
import { seededGenerator } from '../seeded-random.ts';
import type { Standing } from '../standing.ts';
import type { PersonId, RefusalCode } from '../vocabulary.ts';
import {
  agreementEvolvers,
  agreementNotes,
  mustAgreeRefusal,
  noteAgreements,
  noteConsent,
} from './agreements.ts';
import { meetingAlertEvolvers } from './alerts.ts';
import { attendanceRules } from './attendance.ts';
import { attendanceEvolvers } from './attendance-evolvers.ts';
import { meetingDeadlines } from './deadlines.ts';
import type { MeetingEvent } from './events.ts';
import { floorEvolvers, floorRules } from './floor.ts';
import { forgetPerson, forgettingEvolvers } from './forgetting.ts';
import { handEvolvers, handRules } from './hands.ts';
import { endRole, leadEvolvers, leadRules } from './lead.ts';
import {
  barFromMeeting,
  moderationEvolvers,
  moderationRules,
  unbarFromMeeting,
} from './moderation.ts';
import { nextMeetingDeadline, restingMeetingDeadline } from './next-deadline.ts';
import { outboxEvolvers } from './outbox.ts';
import { phaseEvolvers, phaseRules } from './phases.ts';
import { nextReaction } from './reactions.ts';
import { followCircleSettings, replanEvolvers, replanMeeting } from './replan.ts';
import { roundEvolvers, roundRules } from './round.ts';
import type { MeetingEvolvers, MeetingFact, MeetingRuleContext, MeetingRules } from './rule.ts';
import { seatQueueEvolvers } from './seat-queue.ts';
import { speechEvolvers, speechRules } from './speech.ts';
import type { MeetingState } from './state.ts';
import { initialMeeting, isMessageSlot } from './state.ts';
import type { MeetingSystemCommand } from './system-commands.ts';
import { turnEvolvers, turnRules } from './turn.ts';
import { voiceEvolvers, voiceRules } from './voice.ts';

const rules: MeetingRules<MeetingCommand['do']> = {
  ...phaseRules,
  ...leadRules,
  ...attendanceRules,
  ...floorRules,
  ...handRules,
  ...turnRules,
  ...roundRules,
  ...voiceRules,
  ...moderationRules,
  ...speechRules,
};

const evolvers: MeetingEvolvers<MeetingEvent['type']> = {
  ...phaseEvolvers,
  ...replanEvolvers,
  ...leadEvolvers,
  ...attendanceEvolvers,
  ...seatQueueEvolvers,
  ...agreementEvolvers,
  ...floorEvolvers,
  ...handEvolvers,
  ...turnEvolvers,
  ...roundEvolvers,
  ...voiceEvolvers,
  ...moderationEvolvers,
  ...speechEvolvers,
  ...outboxEvolvers,
  ...meetingAlertEvolvers,
  ...forgettingEvolvers,
};

export const evolveMeeting: (state: MeetingState, fact: MeetingFact) => MeetingState =
  evolveByTable<MeetingState, MeetingEvent>(evolvers);

/** A facilitator of the circle, or a stand-in who has accepted (FAC-3). */
export const isFacilitator = (
  state: MeetingState,
  standing: Standing | null,
  person: PersonId,
): boolean => standing?.role === 'facilitator' || state.people.get(person)?.role === 'facilitator';

/** Reactions end after a few steps; more steps than this are a fault in the code. */
const maxReactions = 500;

export function decideMeeting(
  state: MeetingState,
  command: MeetingCommand | MeetingSystemCommand,
  circumstances: DecisionContext<Standing>,
): Decided<MeetingState, MeetingEvent> | Refusal {
  const { now, present, seed, actor } = circumstances;
  const drawn = seededGenerator(seed);
  const first =
    actor === 'system'
      ? decideBySystem(state, command as MeetingSystemCommand, now)
      : decideByPerson(command as MeetingCommand, {
          ...circumstances,
          state,
          who: actor,
          me: state.people.get(actor) ?? null,
          facilitates: isFacilitator(state, circumstances.standing, actor),
          draw: drawn,
        });
  if (isRefusal(first)) return first;
  const events = [...first];
  let reached = evolveEvents(evolveMeeting, state, events);
  for (let step = 0; step < maxReactions; step++) {
    const next = nextReaction({ state: reached, now, present, draw: drawn, eventsSoFar: events });
    if (next.length === 0) return { events, state: reached };
    events.push(...next);
    reached = evolveEvents(evolveMeeting, reached, next);
  }
  throw new Error('The reactions to a decision do not end.');
}

function decideByPerson(
  command: MeetingCommand,
  asked: MeetingRuleContext,
): readonly MeetingEvent[] | Refusal {
  const decision = decideByTable<MeetingCommand, MeetingRuleContext, MeetingEvent>(
    rules,
    command,
    asked,
  );
  const aboutFloor = isFloorCommand(command.do);
  const seen = 'seen' in command ? command.seen : undefined;
  const stale =
    aboutFloor &&
    seen !== undefined &&
    [...asked.state.touchedBy].some(([by, touch]) => by !== asked.who && touch > seen);
  const refusal = firstRefusal(
    isRefusal(decision) && decision.refused,
    mustAgreeRefusal(command.do, asked),
    stale && 'stale',
  );
  if (refusal) return refuse(refusal);
  if (isRefusal(decision) || decision.length === 0) return decision;
  const events = [...agreementNotes(asked), ...decision];
  return aboutFloor ? [...events, { type: 'FloorTouched', by: asked.who }] : events;
}

function decideBySystem(
  state: MeetingState,
  command: MeetingSystemCommand,
  now: number,
): readonly MeetingEvent[] {
  switch (command.do) {
    case 'schedule': {
      if (state.meeting === command.meeting) return [];
      const { do: _, ...scheduled } = command;
      return [{ type: 'MeetingScheduled', ...scheduled }];
    }
    case 'replan':
      return replanMeeting(state, command, now);
    case 'follow-settings':
      return followCircleSettings(state, command);
    case 'presence-changed':
      return [];
    case 'end-role':
      return endRole(state, command.person);
    case 'bar':
      return barFromMeeting(state, command.person);
    case 'unbar':
      return unbarFromMeeting(state, command.person);
    case 'note-agreements':
      return noteAgreements(state, command);
    case 'note-consent':
      return noteConsent(state, command);
    case 'forget':
      return forgetPerson(state, command.person);
    case 'due': {
      const due = meetingDeadlines(state).find(
        ({ at, command: each }) =>
          at <= now &&
          each.do === 'due' &&
          each.what === command.what &&
          each.person === command.person,
      );
      return due?.events(now) ?? [];
    }
    case 'confirm-alerts':
      return state.alertsTold.join() === command.alerts.join()
        ? []
        : [{ type: 'AlertsTold', alerts: command.alerts }];
    case 'confirm': {
      return command.what.flatMap((what): MeetingEvent[] => {
        const item = state.outgoing.get(what);
        if (!item) return [];
        // The desk has the sentence now, so the meeting erases its copy.
        const notes = 'note' in item ? [item.note, ...(item.asked ? [item.asked.note] : [])] : [];
        const erases = notes.length > 0 ? { erases: notes } : {};
        return [{ type: 'Confirmed', what, ...erases }];
      });
    }
  }
}

type Permission = true | RefusalCode;

/** Half of the rules share a guard with others; each guard is asked once for all of them. */
const guards = [...new Set(meetingCommandNames.map((name) => rules[name].may))];
const guardOf = perCommand(meetingCommandNames, (name) => guards.indexOf(rules[name].may));

/** Whether this person may send each command now (docs/spec.md, the view). */
export function meetingPermissions(
  asked: MeetingRuleContext,
): Record<MeetingCommand['do'], Permission> {
  const answers = guards.map((may) => may(asked));
  return perCommand(
    meetingCommandNames,
    (name): Permission =>
      firstRefusal(answers[guardOf[name]] ?? null, mustAgreeRefusal(name, asked)) ?? true,
  );
}

export const meeting: Decider<
  MeetingState,
  MeetingCommand | MeetingSystemCommand,
  MeetingEvent,
  Standing
> = {
  initial: initialMeeting,
  pagedWords: {
    has: isMessageSlot,
    lengthOf: ({ messages }) => messages.length,
  },
  decide: decideMeeting,
  evolve: evolveMeeting,
  deadlines: meetingDeadlines,
  nextDeadline: nextMeetingDeadline,
  restingDeadline: restingMeetingDeadline,
};
