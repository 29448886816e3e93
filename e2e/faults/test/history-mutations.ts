/**
 * Functions that plant a fault in a sound run: they remove, move, double or change entries, alter
 * the bytes of a ledger as a disk can, or write it again under the right key as a faulty server can.
 */
import type { EventShape, Slot } from '@holdspace/core';
import { emptyHead, type LedgerEntry } from '@holdspace/server/storage';
import type { HistoryEntry } from '../harness/history.ts';
import type { LedgerContents } from '../harness/ledger-reader.ts';
import { type CommitWithCommand, openLedgerContents } from '../harness/ledger-replay.ts';
import { type RecordedRun, sealer } from './sound-history.ts';

export type StepOf<Name extends HistoryEntry['step']> = Extract<HistoryEntry, { step: Name }>;
export type HistoryMutation = (run: RecordedRun) => RecordedRun;

/** Replaces each entry by none, one or several. */
export const changeEntries =
  (
    change: (
      line: HistoryEntry,
      i: number,
      all: readonly HistoryEntry[],
    ) => readonly HistoryEntry[],
  ): HistoryMutation =>
  (run) => ({ ...run, lines: run.lines.flatMap(change) });

/** The `nth` entry of that kind, counted from the end when negative. */
export const changeOneEntry = <Name extends HistoryEntry['step']>(
  step: Name,
  nth: number,
  change: (line: StepOf<Name>, all: readonly HistoryEntry[]) => readonly HistoryEntry[],
  where: (line: StepOf<Name>) => boolean = () => true,
): HistoryMutation =>
  changeEntries((line, _i, all) => {
    const alike = all.filter(
      (each): each is StepOf<Name> => each.step === step && where(each as StepOf<Name>),
    );
    const chosen = alike.at(nth);
    if (!chosen) throw new Error(`There are ${alike.length} of ${step}, and none to break.`);
    return line === chosen ? change(chosen, all) : [line];
  });

/** Swaps two neighbours among the entries that match. */
export const swapNeighbours =
  (where: (line: HistoryEntry) => boolean, nth: number): HistoryMutation =>
  (run) => {
    const list = [...run.lines];
    const places = list.flatMap((line, i) => (where(line) ? [i] : []));
    const [a, b] = [places.at(nth), places.at(nth + 1)];
    if (a === undefined || b === undefined) throw new Error('There is nothing to swap.');
    const kept = list[a] as HistoryEntry;
    list[a] = list[b] as HistoryEntry;
    list[b] = kept;
    return { ...run, lines: list };
  };

export const meetingOf = ({ ledgers }: RecordedRun): LedgerContents =>
  ledgers.find(({ ledger }) => ledger.startsWith('meeting:')) as LedgerContents;

const withMeeting = (run: RecordedRun, meeting: LedgerContents): RecordedRun => ({
  ...run,
  ledgers: run.ledgers.map((each) => (each.ledger === meeting.ledger ? meeting : each)),
});

/** Alters the bytes of the ledger of the meeting without its key, as a disk can. */
export const changeStoredMeeting =
  (change: (meeting: LedgerContents) => Partial<LedgerContents>): HistoryMutation =>
  (run) => {
    const meeting = meetingOf(run);
    return withMeeting(run, { ...meeting, ...change(meeting) });
  };

export interface RetoldCommit extends Omit<CommitWithCommand, 'version'> {
  readonly words: Readonly<Record<string, string>>;
}

/** Writes other commits with valid numbers and MACs, as a faulty server can. */
export const rewriteMeeting =
  (
    change: (commits: readonly RetoldCommit[], run: RecordedRun) => readonly RetoldCommit[],
  ): HistoryMutation =>
  (run) => {
    const meeting = meetingOf(run);
    const texts = new Map(meeting.words.map(({ slot, text }) => [slot, text]));
    const asked = run.lines.flatMap((line) =>
      line.step === 'invoke' ? [{ by: line.person, id: line.id }] : [],
    );
    const ledger = openLedgerContents(meeting, sealer, asked);
    if (typeof ledger === 'string') throw new Error(ledger);
    const commits = ledger.commits.map(({ version, ...commit }) => ({
      ...commit,
      words: Object.fromEntries(
        slotsOf(meeting, version).flatMap((slot) => {
          const text = texts.get(slot);
          return text === undefined ? [] : [[slot, text]];
        }),
      ),
    }));
    const entries: LedgerEntry[] = [];
    const words = new Map<string, LedgerContents['words'][number]>();
    const commands: LedgerContents['commands'][number][] = [];
    for (const { facts, at, command, words: said } of change(commits, run)) {
      const [first, ...rest] = facts as readonly EventShape[];
      const events = first ? [{ ...first, words: said }, ...rest] : [];
      const previous = entries.at(-1) ?? emptyHead;
      const { append } = sealer.encode(meeting.ledger, previous, {
        ...{ at, command, events },
        nextDeadline: null,
      });
      entries.push(append.entry);
      for (const word of append.words) words.set(word.slot, word);
      if (append.command) commands.push(append.command);
    }
    const { version, mac } = entries.at(-1) ?? emptyHead;
    return withMeeting(run, {
      ...meeting,
      head: { version, mac },
      entries,
      words: [...words.values()],
      commands,
    });
  };

const slotsOf = ({ ledger, entries }: LedgerContents, version: number): Slot[] =>
  sealer
    .decode<EventShape>(ledger, emptyHead, entries)
    .flatMap(({ commit, seals }) => (commit.version === version ? Object.keys(seals) : []));

export const has = (commit: RetoldCommit, type: string): boolean =>
  commit.facts.some((fact) => fact.type === type);

/** The commits that contain a message. */
export const messageCommits = (commits: readonly RetoldCommit[]): RetoldCommit[] =>
  commits.filter((each) => has(each, 'Said'));
