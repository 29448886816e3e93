/**
 * The tools with which a sound run is broken: lines taken away, moved, doubled or changed, and
 * ledgers altered as a disk would, or told anew under the right key as a faulty server would.
 */
import type { EventShape, Slot } from '@holdspace/core';
import { type Entry, emptyHead } from '../../../apps/server/src/stores/port.ts';
import type { LedgerRead } from '../evidence.ts';
import type { Line } from '../history.ts';
import { type NamedCommit, opened } from '../replay.ts';
import { type Run, sealer } from './sound.ts';

export type StepOf<Name extends Line['step']> = Extract<Line, { step: Name }>;
export type Break = (run: Run) => Run;

/** Line by line: none, one or several in its place. */
export const lines =
  (change: (line: Line, i: number, all: readonly Line[]) => readonly Line[]): Break =>
  (run) => ({ ...run, lines: run.lines.flatMap(change) });

/** The `nth` line of that kind, counted from the end where negative. */
export const one = <Name extends Line['step']>(
  step: Name,
  nth: number,
  change: (line: StepOf<Name>, all: readonly Line[]) => readonly Line[],
  where: (line: StepOf<Name>) => boolean = () => true,
): Break =>
  lines((line, _i, all) => {
    const alike = all.filter(
      (each): each is StepOf<Name> => each.step === step && where(each as StepOf<Name>),
    );
    const chosen = alike.at(nth);
    if (!chosen) throw new Error(`There are ${alike.length} of ${step}, and none to break.`);
    return line === chosen ? change(chosen, all) : [line];
  });

/** Two neighbours in the list of lines that hold change places. */
export const swapped =
  (where: (line: Line) => boolean, nth: number): Break =>
  (run) => {
    const list = [...run.lines];
    const places = list.flatMap((line, i) => (where(line) ? [i] : []));
    const [a, b] = [places.at(nth), places.at(nth + 1)];
    if (a === undefined || b === undefined) throw new Error('There is nothing to swap.');
    const kept = list[a] as Line;
    list[a] = list[b] as Line;
    list[b] = kept;
    return { ...run, lines: list };
  };

export const meetingOf = ({ ledgers }: Run): LedgerRead =>
  ledgers.find(({ ledger }) => ledger.startsWith('meeting:')) as LedgerRead;

const withMeeting = (run: Run, meeting: LedgerRead): Run => ({
  ...run,
  ledgers: run.ledgers.map((each) => (each.ledger === meeting.ledger ? meeting : each)),
});

/** As a disk or a stranger would: the bytes of the meeting's ledger, whose key they don't have. */
export const bytes =
  (change: (meeting: LedgerRead) => Partial<LedgerRead>): Break =>
  (run) => {
    const meeting = meetingOf(run);
    return withMeeting(run, { ...meeting, ...change(meeting) });
  };

export interface Told extends Omit<NamedCommit, 'version'> {
  readonly words: Readonly<Record<string, string>>;
}

/** As a faulty server would: other commits, rightly numbered and sealed. */
export const retold =
  (change: (commits: readonly Told[], run: Run) => readonly Told[]): Break =>
  (run) => {
    const meeting = meetingOf(run);
    const texts = new Map(meeting.words.map(({ slot, text }) => [slot, text]));
    const asked = run.lines.flatMap((line) =>
      line.step === 'invoke' ? [{ by: line.person, id: line.id }] : [],
    );
    const ledger = opened(meeting, sealer, asked);
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
    const entries: Entry[] = [];
    const words = new Map<string, LedgerRead['words'][number]>();
    const commands: LedgerRead['commands'][number][] = [];
    for (const { facts, at, command, words: said } of change(commits, run)) {
      const [first, ...rest] = facts as readonly EventShape[];
      const events = first ? [{ ...first, words: said }, ...rest] : [];
      const previous = entries.at(-1) ?? emptyHead;
      const { append } = sealer.seal(meeting.ledger, previous, { at, command, events });
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

const slotsOf = ({ ledger, entries }: LedgerRead, version: number): Slot[] =>
  sealer
    .open<EventShape>(ledger, emptyHead, entries)
    .flatMap(({ commit, seals }) => (commit.version === version ? Object.keys(seals) : []));

export const has = (commit: Told, type: string): boolean =>
  commit.facts.some((fact) => fact.type === type);

/** The commits in which somebody said something. */
export const said = (commits: readonly Told[]): Told[] =>
  commits.filter((each) => has(each, 'Said'));
