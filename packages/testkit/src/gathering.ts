/**
 * Meetings that tests start from. `rowan` and `sage` facilitate; all others are
 * participants.
 */
import type { CircleSettings, Role, Seat } from '@holdspace/core';
import type { MeetingSimulationOptions } from './meeting-simulation.ts';
import { MeetingSimulation } from './meeting-simulation.ts';

export interface GatheringOptions extends Omit<MeetingSimulationOptions, 'cast'> {
  readonly facilitators?: readonly string[];
  readonly sharers?: readonly string[];
  readonly listeners?: readonly string[];
  /** Members of the circle who have not asked to come in yet. */
  readonly outside?: readonly string[];
  readonly settings?: Partial<CircleSettings>;
}

/** A meeting in phase `doors` with everyone in except `outside`; nobody waits at the threshold. */
export function meetingAtDoors(gathering: GatheringOptions = {}): MeetingSimulation {
  const {
    facilitators = ['rowan'],
    sharers = ['ada', 'ben', 'cleo'],
    listeners = [],
    outside = [],
    ...options
  } = gathering;
  const cast: Record<string, Role> = {};
  for (const name of facilitators) cast[name] = 'facilitator';
  for (const name of [...sharers, ...listeners, ...outside]) cast[name] = 'participant';
  const story = new MeetingSimulation({ ...options, cast });
  const [lead = 'rowan', ...others] = facilitators;
  story.ask(lead, { do: 'open-doors' });
  const come = (name: string, seat: Seat) => story.ask(name, { do: 'join', seat });
  for (const name of others) come(name, 'sharer');
  for (const name of sharers) come(name, 'sharer');
  for (const name of listeners) come(name, 'listener');
  story.ask(lead, { do: 'admit', who: 'all' });
  return story;
}

export function begunMeeting(gathering: GatheringOptions = {}): MeetingSimulation {
  const story = meetingAtDoors(gathering);
  story.ask(gathering.facilitators?.[0] ?? 'rowan', { do: 'begin' });
  return story;
}
