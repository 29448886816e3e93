/**
 * The history of one meeting: its commits with the state of the circle and the desk at the same
 * moment. The circle says who each person is; the desk holds receipts and calls for help.
 */
import type {
  CircleEvent,
  CircleId,
  CircleState,
  DeskEvent,
  DeskState,
  EventShape,
  MeetingEvent,
  MeetingId,
  MeetingState,
  PersonId,
  Words,
} from '@holdspace/core';
import { circle, desk, meeting } from '@holdspace/core';
import type { DecodedCommit } from '@holdspace/server/inspector';
import { InspectionError } from '../source/inspection-error.ts';
import type { LedgerSource, WholeLedger } from '../source/ledger-source.ts';
import { commitAt, type ReplayedCommit, replayLedger } from './ledger-replay.ts';
import { withPlaceholders } from './placeholders.ts';
import { sentencesAtDesk } from './sentences.ts';

/** A state with the words that could be read with it. */
export interface Reading<State> {
  readonly state: State;
  readonly words: Words;
}

export interface MeetingMoment extends ReplayedCommit<MeetingState, MeetingEvent> {
  readonly circle: Reading<CircleState>;
  readonly desk: Reading<DeskState>;
}

export interface MeetingHistory {
  readonly meeting: MeetingId;
  readonly circle: CircleId;
  /** Whether words are shown as they were written; else they are placeholders. */
  readonly withWords: boolean;
  readonly moments: readonly MeetingMoment[];
  /** Everyone who asked in, and the facilitators of the circle, in the order of joining it. */
  readonly people: readonly PersonId[];
}

export interface MeetingSummary {
  readonly meeting: string;
  readonly circle: string;
  readonly start: number;
  readonly phase: string;
  readonly commits: number;
}

const prefix = 'meeting:';

/** All meetings of a source, the one that begins last first. */
export async function listMeetings(source: LedgerSource): Promise<readonly MeetingSummary[]> {
  const names = (await source.ledgers()).filter((name) => name.startsWith(prefix));
  const ledgers = await source.read(names);
  return ledgers
    .flatMap((ledger) => {
      const last = replayLedger(meeting, meetingCommits(ledger), new Map()).at(-1);
      if (!last) return [];
      const { meeting: id, circle: owner, start, phase } = last.after;
      return [{ meeting: id, circle: owner, start, phase, commits: last.version }];
    })
    .sort((a, b) => b.start - a.start);
}

/** Throws an InspectionError for a meeting that the source does not have. */
export async function loadHistory(
  source: LedgerSource,
  id: string,
  withWords: boolean,
): Promise<MeetingHistory> {
  const [whole] = await source.read([`${prefix}${id}`]);
  const commits = meetingCommits(whole);
  const first = commits[0]?.commit.facts.find((fact) => fact.type === 'MeetingScheduled');
  if (!whole || first?.type !== 'MeetingScheduled') {
    throw new InspectionError(`${source.title} contains no meeting ${id}.`);
  }
  const owner = first.circle;
  const [circleLedger, deskLedger] = await source.read([`circle:${owner}`, `desk:${owner}`]);
  const members = joinedMembers(circleLedger);
  const shown = (words: Words) => (withWords ? words : withPlaceholders(words, members));
  const circles = replayLedger(circle, circleCommits(circleLedger), shown(wordsOf(circleLedger)));
  const desks = replayLedger(desk, deskCommits(deskLedger), shown(wordsOf(deskLedger)));
  const facts = commits.flatMap(({ commit }) => commit.facts);
  const sentences = sentencesAtDesk(facts, wordsOf(deskLedger));
  const words = shown(new Map([...sentences, ...whole.words]));
  const moments = replayLedger(meeting, commits, words).map(
    (moment): MeetingMoment => ({
      ...moment,
      circle: readingAt(circles, moment.at, circle.initial),
      desk: readingAt(desks, moment.at, desk.initial),
    }),
  );
  const last = moments.at(-1);
  const people = members.filter(
    (member) =>
      last?.after.people.has(member) ||
      last?.circle.state.members.get(member)?.role === 'facilitator',
  );
  return { meeting: first.meeting, circle: owner, withWords, moments, people };
}

function readingAt<State>(
  commits: readonly {
    readonly at: number;
    readonly after: State;
    readonly words: Words;
  }[],
  at: number,
  initial: State,
): Reading<State> {
  const found = commitAt(commits, at);
  return { state: found?.after ?? initial, words: found?.words ?? new Map() };
}

const wordsOf = (ledger: Opened): Words => ledger?.words ?? new Map();

/** In the order of joining. */
function joinedMembers(ledger: Opened): readonly PersonId[] {
  const last = replayLedger(circle, circleCommits(ledger), new Map()).at(-1);
  return [...(last?.after.members.keys() ?? [])];
}

// The name of a ledger says which events it holds.
type Opened = WholeLedger<EventShape> | undefined;
const meetingCommits = (ledger: Opened) =>
  (ledger?.commits ?? []) as readonly DecodedCommit<MeetingEvent>[];
const circleCommits = (ledger: Opened) =>
  (ledger?.commits ?? []) as readonly DecodedCommit<CircleEvent>[];
const deskCommits = (ledger: Opened) =>
  (ledger?.commits ?? []) as readonly DecodedCommit<DeskEvent>[];
