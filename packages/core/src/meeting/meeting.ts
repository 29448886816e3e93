/**
 * The meeting as a whole: all its concepts in one table of rules and one of facts. A decision
 * is what was asked for and everything that follows from it, as one commit.
 */
import type { MeetingCommand } from '../commands/index.ts';
import { isFloorCommand, meetingCommandNames, perCommand } from '../commands/index.ts';
import { draw } from '../draw.ts';
import type { Circumstances, Decider, Refusal } from '../kernel.ts';
import { firstRefusal, isRefusal, refuse } from '../kernel.ts';
import type { Standing } from '../standing.ts';
import type { PersonId, RefusalCode } from '../vocabulary.ts';
import { attendanceEvolvers, attendanceRules } from './attendance.ts';
import type { SystemCommand } from './due.ts';
import { meetingDeadlines } from './due.ts';
import type { MeetingEvent } from './events.ts';
import { floorEvolvers, floorRules } from './floor.ts';
import { follow } from './follow.ts';
import { forgets, forgettingEvolvers } from './forgetting.ts';
import { handEvolvers, handRules } from './hands.ts';
import { barring, ladderEvolvers, ladderRules, unbarring } from './ladder.ts';
import { elsewhereEvolvers } from './outgoing.ts';
import { phaseEvolvers, phaseRules } from './phases.ts';
import { roundEvolvers, roundRules } from './round.ts';
import type { Asked, Evolvers, MeetingFact, Rule, Rules } from './rule.ts';
import { speechEvolvers, speechRules } from './speech.ts';
import type { MeetingState } from './state.ts';
import { initialMeeting } from './state.ts';
import { endsRole, leadEvolvers, leadRules } from './succession.ts';
import { turnEvolvers, turnRules } from './turn.ts';
import { voiceEvolvers, voiceRules } from './voice.ts';

const rules: Rules<MeetingCommand['do']> = {
  ...phaseRules,
  ...leadRules,
  ...attendanceRules,
  ...floorRules,
  ...handRules,
  ...turnRules,
  ...roundRules,
  ...voiceRules,
  ...ladderRules,
  ...speechRules,
};

const evolvers: Evolvers<MeetingEvent['type']> = {
  ...phaseEvolvers,
  ...leadEvolvers,
  ...attendanceEvolvers,
  ...floorEvolvers,
  ...handEvolvers,
  ...turnEvolvers,
  ...roundEvolvers,
  ...voiceEvolvers,
  ...ladderEvolvers,
  ...speechEvolvers,
  ...elsewhereEvolvers,
  ...forgettingEvolvers,
};

export const evolveMeeting = (state: MeetingState, fact: MeetingFact): MeetingState =>
  (evolvers[fact.type] as (state: MeetingState, fact: MeetingFact) => MeetingState)(state, fact);

/** A facilitator of the circle, or a stand-in who has accepted (FAC-3). */
export const facilitates = (
  state: MeetingState,
  standing: Standing | null,
  person: PersonId,
): boolean => standing?.role === 'facilitator' || state.people.get(person)?.role === 'facilitator';

const after = (state: MeetingState, events: readonly MeetingEvent[]): MeetingState =>
  events.reduce(evolveMeeting, state);

/** Consequences settle after a few steps; more than this would be a fault of ours. */
const mostSteps = 500;

export function decideMeeting(
  state: MeetingState,
  command: MeetingCommand | SystemCommand,
  circumstances: Circumstances<Standing>,
): readonly MeetingEvent[] | Refusal {
  const { now, present, seed, actor } = circumstances;
  const drawn = draw(seed);
  const first =
    actor === 'system'
      ? systemDecision(state, command as SystemCommand, now)
      : decideAsked(command as MeetingCommand, {
          ...circumstances,
          state,
          who: actor,
          me: state.people.get(actor) ?? null,
          facilitates: facilitates(state, circumstances.standing, actor),
          draw: drawn,
        });
  if (isRefusal(first)) return first;
  const events = [...first];
  let reached = after(state, events);
  for (let step = 0; step < mostSteps; step++) {
    const next = follow({ state: reached, now, present, draw: drawn, sofar: events });
    if (next.length === 0) return events;
    events.push(...next);
    reached = after(reached, next);
  }
  throw new Error('The consequences of a decision do not come to rest.');
}

function decideAsked(command: MeetingCommand, asked: Asked): readonly MeetingEvent[] | Refusal {
  const rule = rules[command.do] as Rule<MeetingCommand>;
  const decision = rule.decide(command, asked);
  const aboutFloor = isFloorCommand(command.do);
  const seen = 'seen' in command ? command.seen : undefined;
  const stale =
    aboutFloor &&
    seen !== undefined &&
    [...asked.state.touchedBy].some(([by, touch]) => by !== asked.who && touch > seen);
  // A refusal for what is asked may come before one for who asks: `full` before `locked`.
  const refusal = firstRefusal(
    rule.may(asked),
    isRefusal(decision) && decision.refused,
    stale && 'stale',
  );
  if (refusal) return refuse(refusal);
  if (isRefusal(decision) || decision.length === 0 || !aboutFloor) return decision;
  return [...decision, { type: 'FloorTouched', by: asked.who }];
}

function systemDecision(
  state: MeetingState,
  command: SystemCommand,
  now: number,
): readonly MeetingEvent[] {
  switch (command.do) {
    case 'schedule': {
      if (state.meeting === command.meeting) return [];
      const { do: _, ...scheduled } = command;
      return [{ type: 'MeetingScheduled', ...scheduled }];
    }
    case 'presence-changed':
      return [];
    case 'end-role':
      return endsRole(state, command.person);
    case 'bar':
      return barring(state, command.person);
    case 'unbar':
      return unbarring(state, command.person);
    case 'forget':
      return forgets(state, command.person);
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
    case 'confirm': {
      const item = state.outgoing.get(command.what);
      if (!item) return [];
      // The desk has the sentence now: no second copy of it stays here.
      const notes = 'note' in item ? [item.note, ...(item.asked ? [item.asked.note] : [])] : [];
      const erases = notes.length > 0 ? { erases: notes } : {};
      return [{ type: 'Confirmed', what: command.what, ...erases }];
    }
  }
}

/** What this person may ask for now, command by command (docs/spec.md, the view). */
export const mayAsk = (asked: Asked): Record<MeetingCommand['do'], true | RefusalCode> =>
  perCommand(meetingCommandNames, (name) => rules[name].may(asked) ?? true);

export const meeting: Decider<
  MeetingState,
  MeetingCommand | SystemCommand,
  MeetingEvent,
  Standing
> = {
  initial: initialMeeting,
  decide: decideMeeting,
  evolve: evolveMeeting,
  deadlines: meetingDeadlines,
};
