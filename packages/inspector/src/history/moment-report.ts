/** One commit as data for the page: its facts, the floor after it, what is due, who sees what. */
import type { MeetingState, PersonId, View } from '@holdspace/core';
import { meetingDeadlines, standingOf } from '@holdspace/core';
import type { MeetingHistory, MeetingMoment } from './meeting-history.ts';
import { type PersonPackets, packetsFor, viewAfter } from './person-views.ts';

export interface CommitHeading {
  readonly version: number;
  /** Epoch ms. */
  readonly at: number;
  readonly types: readonly string[];
}

export interface DeadlineReport {
  readonly what: string;
  readonly person: PersonId | null;
  /** Epoch ms. */
  readonly at: number;
  /** At this commit its time was over. */
  readonly isDue: boolean;
}

export interface MomentReport extends CommitHeading {
  readonly facts: readonly object[];
  readonly floor: object;
  readonly deadlines: readonly DeadlineReport[];
  readonly views: Readonly<Record<string, View | null>>;
  readonly packets: Readonly<Record<string, PersonPackets | null>>;
}

export interface HistoryReport {
  readonly meeting: string;
  readonly circle: string;
  readonly withWords: boolean;
  readonly people: readonly { readonly id: string; readonly name: string; readonly role: string }[];
  readonly commits: readonly CommitHeading[];
}

export function reportHistory(history: MeetingHistory): HistoryReport {
  const { meeting, circle, withWords, people, moments } = history;
  const last = moments.at(-1);
  return {
    ...{ meeting, circle, withWords },
    people: people.map((id) => {
      const standing = last && standingOf(last.circle.state, last.circle.words, id);
      return { id, name: standing?.name ?? '', role: standing?.role ?? '' };
    }),
    commits: moments.map(heading),
  };
}

/** Null for a version that the meeting does not have. */
export function reportMoment(history: MeetingHistory, version: number): MomentReport | null {
  const moment = history.moments.find((each) => each.version === version);
  if (!moment) return null;
  const { people } = history;
  return {
    ...heading(moment),
    facts: moment.facts,
    floor: floorOf(moment.after),
    deadlines: deadlinesOf(moment),
    views: Object.fromEntries(people.map((person) => [person, viewAfter(moment, person)])),
    packets: Object.fromEntries(people.map((person) => [person, packetsFor(moment, person)])),
  };
}

const heading = ({ version, at, facts }: MeetingMoment): CommitHeading => ({
  version,
  at,
  types: facts.map(({ type }) => type),
});

const deadlinesOf = ({ after, at: now }: MeetingMoment): DeadlineReport[] =>
  meetingDeadlines(after)
    .map(({ at, command }) => ({
      what: command.do === 'due' ? command.what : command.do,
      person: command.do === 'due' ? (command.person ?? null) : null,
      at,
      isDue: at <= now,
    }))
    .sort((a, b) => a.at - b.at);

/** The parts of the state that decide who may speak; maps as objects, so that they are JSON. */
function floorOf(state: MeetingState): object {
  const { phase, floor, lead, leadAway, unattended, locked, touches, round, turn, kept } = state;
  const { responses, hands, unreached } = state;
  return {
    ...{ phase, ...floor, lead, leadAway, unattended, locked, touches, turn, round, responses },
    ...{ kept: Object.fromEntries(kept), hands, unreached },
  };
}
