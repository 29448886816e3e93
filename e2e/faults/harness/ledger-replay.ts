/**
 * The ledgers of a run told again through the core's own deciders: whether each holds together
 * (rule 3), whether every commit was allowed where it stands (rule 7), and what everybody had
 * to be told, number by number, for the comparison with what they were told.
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

/** With the command that led to it, where there was one; '' for the person of one nobody asked. */
export interface CommitWithCommand<E extends EventShape = EventShape> extends Commit<E> {
  readonly command: CommandKey | null;
}

export interface OpenedLedger<E extends EventShape = EventShape> {
  readonly read: LedgerContents;
  readonly commits: readonly CommitWithCommand<E>[];
  readonly words: Words;
}

/**
 * Commands lie in a store under digests; those of the history are known by them again. A
 * sentence instead, where it does not hold together.
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
  /** The commands of the history by person and id; a commit of none of them is a ghost. */
  readonly asked: ReadonlyMap<string, InvokedCommand>;
  readonly circles: ReadonlyMap<string, OpenedLedger>;
  /** Called where a commit has changed what is public, `at` being the number reached. */
  readonly reached: (at: number, state: MeetingState, words: Words) => void;
}

export interface ReplayResult {
  /** What everybody inside had to be told; number 1 comes first. */
  readonly changes: readonly PublicChange[];
  readonly state: MeetingState;
  /** What was not allowed where it stands. */
  readonly faults: readonly string[];
}

/** Only people do these; the server never does them by itself. */
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
    const told = publicChanges(before, state, commit.facts, words);
    changes.push(...told);
    if (told.length > 0) around.reached(changes.length, state, words);
  }
  return { changes, state, faults };
}

export function circleStateOf(ledger: OpenedLedger | undefined): CircleState | null {
  if (!ledger) return null;
  const facts = ledger.commits.flatMap((commit) => commit.facts);
  return (facts as Parameters<typeof circle.evolve>[1][]).reduce(circle.evolve, circle.initial);
}

/** A command that was accepted must be acceptable where its commit stands, and to its author. */
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
  // Whose it is not is said by the rule about ghosts.
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
    // It was so already; what follows from who is there now goes along with whatever is asked.
    const act = facts.find(({ type }) => personOnlyEvents.has(type));
    return act ? `${act.type} by ${invoked.command.do}, which had to change nothing` : null;
  }
  if (!isSameEvent(should, did)) return `${did.type} where ${should.type} had to follow`;
  return hasSameWords(invoked, facts, spoken) ? null : 'its words are not those that were sent';
}

/** Words that are gone by now can't be compared. */
function hasSameWords(
  { command }: InvokedCommand,
  facts: readonly MeetingFact[],
  words: Words,
): boolean {
  const said = facts.find((fact) => fact.type === 'Said');
  const text = said && words.get(`message.${said.message}.text`);
  return command.do !== 'say' || text === undefined || text === command.text;
}

/** Drawn anew, or known to the circle as it was then; all else must be the same. */
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
