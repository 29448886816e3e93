/**
 * Replays the ledgers of a run through the deciders of the core: checks the chain (rule 3) and
 * that every commit is allowed at its position (rule 7), and computes the public changes by
 * number, for the comparison with the packets that were received.
 */
import type {
  CircleState,
  ClientCommand,
  EventShape,
  MeetingCommand,
  MeetingEvent,
  MeetingFact,
  MeetingState,
  PersonId,
  PublicChange,
  Words,
} from '@holdspace/core';
import { circle, isRefusal, meeting, publicChanges, standingOf } from '@holdspace/core';
import { parseCommand } from '@holdspace/protocol/commands';
import {
  BrokenChain,
  type CommandKey,
  type Commit,
  type CommitCodec,
  emptyHead,
} from '@holdspace/server/storage';
import type { HistoryEntry } from './history.ts';
import type { LedgerContents } from './ledger-reader.ts';

export type InvokedCommand = Extract<HistoryEntry, { step: 'invoke' }>;

/** A commit with its command; `by` is '' for a command that is not in the history. */
export interface CommitWithCommand<E extends EventShape = EventShape> extends Commit<E> {
  readonly command: CommandKey | null;
}

export interface OpenedLedger<E extends EventShape = EventShape> {
  readonly read: LedgerContents;
  readonly commits: readonly CommitWithCommand<E>[];
  readonly words: Words;
}

/**
 * Opens a ledger and finds the command of each commit by its digest in the store. Returns a
 * sentence when the chain is broken.
 */
export function openLedgerContents(
  read: LedgerContents,
  sealer: CommitCodec,
  asked: Iterable<CommandKey> = [],
): OpenedLedger | string {
  try {
    const entries = sealer.decode<EventShape>(read.ledger, emptyHead, read.entries);
    const last = entries.at(-1);
    const ends = (last?.commit.version ?? 0) === read.head.version;
    if (!ends || (last?.mac ?? '') !== read.head.mac) return 'it does not end where its head says';
    const words = sealer.verifyWords(read.ledger, read.words, entries);
    const names = new Map(
      [...asked].map((name) => [sealer.commandDigest(read.ledger, name), name]),
    );
    const digests = new Map(read.commands.map(({ version, digest }) => [version, digest]));
    const commits = entries.map(({ commit }) => {
      const digest = digests.get(commit.version);
      const command = digest === undefined ? null : (names.get(digest) ?? { by: '', id: digest });
      return { ...commit, command };
    });
    return { read, commits, words };
  } catch (fault) {
    if (fault instanceof BrokenChain) return fault.message;
    throw fault;
  }
}

export interface ReplayOptions {
  /** The commands of the history by person and id; a commit with any other command is a ghost. */
  readonly asked: ReadonlyMap<string, InvokedCommand>;
  readonly circles: ReadonlyMap<string, OpenedLedger>;
  /** Called after each commit with public changes; `at` is the number of the last one. */
  readonly reached: (at: number, state: MeetingState, words: Words) => void;
}

export interface ReplayResult {
  /** The public changes in order; the first one has the number 1. */
  readonly changes: readonly PublicChange[];
  readonly state: MeetingState;
  /** One sentence for each commit that is not allowed at its position. */
  readonly faults: readonly string[];
}

/** Facts that only a command of a person causes. */
const personOnlyEvents: ReadonlySet<string> = new Set<MeetingEvent['type']>([
  'Said',
  'TakenBack',
  'HandRaised',
  'Resonated',
  'AskedIn',
  'FloorTouched',
  'Muted',
  'Removed',
]);

export const commandKey = (by: string, id: string): string => `${by} ${id}`;

export function replayMeeting(ledger: OpenedLedger, around: ReplayOptions): ReplayResult {
  const { words } = ledger;
  const faults: string[] = [];
  const changes: PublicChange[] = [];
  let state = meeting.initial;
  let standings: CircleState | null = null;
  for (const commit of ledger.commits as readonly CommitWithCommand<MeetingEvent>[]) {
    const before = state;
    standings ??= circleStateOf(around.circles.get(`circle:${state.circle}`));
    const wrong = disallowedReason(before, commit, around, standings, words);
    if (wrong) faults.push(`${ledger.read.ledger} version ${commit.version}: ${wrong}`);
    for (const fact of commit.facts) state = meeting.evolve(state, fact);
    const caused = publicChanges(before, state, commit.facts, words);
    changes.push(...caused);
    if (caused.length > 0) around.reached(changes.length, state, words);
  }
  return { changes, state, faults };
}

export function circleStateOf(ledger: OpenedLedger | undefined): CircleState | null {
  if (!ledger) return null;
  const facts = ledger.commits.flatMap((commit) => commit.facts);
  return (facts as Parameters<typeof circle.evolve>[1][]).reduce(circle.evolve, circle.initial);
}

/** An accepted command must be allowed for its author on the state before its commit. */
function disallowedReason(
  state: MeetingState,
  { command, facts, at }: CommitWithCommand<MeetingEvent>,
  { asked, circles }: ReplayOptions,
  standings: CircleState | null,
  spoken: Words,
): string | null {
  if (!command) {
    const act = facts.find(({ type }) => personOnlyEvents.has(type));
    return act ? `${act.type} without anybody who asked for it` : null;
  }
  const invoked = asked.get(commandKey(command.by, command.id));
  // The ghost rule reports a commit without an author.
  if (!invoked) return null;
  const parsed = parseCommand(invoked.command);
  if (!parsed.success) return 'a command that cannot be read was accepted';
  const words = circles.get(`circle:${state.circle}`)?.words ?? new Map();
  const decision = meeting.decide(state, parsed.data as MeetingCommand & ClientCommand, {
    now: at,
    actor: command.by as PersonId,
    standing: standings && standingOf(standings, words, command.by as PersonId),
    present: () => 'here',
    writes: true,
    seed: command.id,
  });
  if (isRefusal(decision)) return `it had to be refused as ${decision.refused}`;
  const [should] = decision.events;
  const [did] = facts;
  if (!did) return 'it changes nothing';
  if (!should) {
    // Nothing had to change; reactions to presence can be part of any commit.
    const act = facts.find(({ type }) => personOnlyEvents.has(type));
    return act ? `${act.type} by ${invoked.command.do}, which had to change nothing` : null;
  }
  if (!isSameEvent(should, did)) return `${did.type} where ${should.type} had to follow`;
  return hasSameWords(invoked, facts, spoken) ? null : 'its words are not those that were sent';
}

/** Erased words cannot be compared. */
function hasSameWords(
  { command }: InvokedCommand,
  facts: readonly MeetingFact[],
  words: Words,
): boolean {
  const said = facts.find((fact) => fact.type === 'Said');
  const text = said && words.get(`message.${said.message}.text`);
  return command.do !== 'say' || text === undefined || text === command.text;
}

/** Fields that a replay cannot reproduce: random ids, and facts of the circle at that time. */
const ignoredFields: ReadonlySet<string> = new Set([
  ...['message', 'turn', 'round', 'words', 'prompt', 'at'],
  ...['known', 'came', 'likeness', 'newcomer'],
]);

function isSameEvent(should: MeetingEvent, did: MeetingFact): boolean {
  if (should.type !== did.type) return false;
  return Object.entries(should).every(
    ([key, value]) =>
      ignoredFields.has(key) ||
      JSON.stringify(value) === JSON.stringify(did[key as keyof MeetingFact]),
  );
}
