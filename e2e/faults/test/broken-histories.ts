/** Histories with one planted fault each, and the rule that must find it. */

import type { HistoryEntry } from '../harness/history.ts';
import type { CheckerRule } from '../harness/history-checker.ts';
import {
  changeEntries,
  changeOneEntry,
  changeStoredMeeting,
  type HistoryMutation,
  has,
  meetingOf,
  messageCommits,
  type RetoldCommit,
  rewriteMeeting,
  swapNeighbours,
} from './history-mutations.ts';

interface BrokenHistory {
  readonly rule: CheckerRule;
  readonly what: string;
  readonly break: HistoryMutation;
}

const isSay = (line: HistoryEntry) => line.step === 'invoke' && line.command.do === 'say';
const isApplyOf = (client: string) => (line: HistoryEntry) =>
  line.step === 'apply' && line.client === client;
const changeApplied = (
  client: string,
  nth: number,
  change: Parameters<typeof changeOneEntry<'apply'>>[2],
) => changeOneEntry('apply', nth, change, (line) => line.client === client);
const changeEnd = (client: string, change: Parameters<typeof changeOneEntry<'end'>>[2]) =>
  changeOneEntry('end', 0, change, (line) => line.client === client);
const changeReset = (client: string, change: Parameters<typeof changeOneEntry<'reset'>>[2]) =>
  changeOneEntry('reset', -1, change, (line) => line.client === client);
/** Without the commit at this place among those that say something. */
const withoutMessage = (nth: number) =>
  rewriteMeeting((commits) => commits.filter((each) => each !== messageCommits(commits).at(nth)));
const changeMessage = (nth: number, change: (commit: RetoldCommit) => RetoldCommit) =>
  rewriteMeeting((commits) =>
    commits.map((each) => (each === messageCommits(commits).at(nth) ? change(each) : each)),
  );
const reworded = ({ words, ...commit }: RetoldCommit): RetoldCommit => ({
  ...commit,
  words: Object.fromEntries(Object.keys(words).map((slot) => [slot, 'not what was said'])),
});
const withFact = (nth: number, fact: object) =>
  changeMessage(nth, (commit) => ({
    ...commit,
    facts: commit.facts.map((each) => ({ ...each, ...fact })),
  }));
/** One more commit behind that one. */
const addCommit = (nth: number, make: (commit: RetoldCommit) => RetoldCommit) =>
  rewriteMeeting((commits) =>
    commits.flatMap((each) =>
      each === messageCommits(commits).at(nth) ? [each, make(each)] : [each],
    ),
  );
const nobody = { by: 'ada', id: 'nobody-asked-this' };
const another = (commit: RetoldCommit): RetoldCommit => ({
  ...commit,
  facts: commit.facts.map((fact) => ({ ...fact, message: 'another' })),
  words: { 'message.another.text': 'a ghost' },
});
const changeFinalTimeline = (timeline: (texts: readonly string[]) => readonly string[]) =>
  changeEnd('cleo', (line) => [
    { ...line, shown: { ...line.shown, timeline: timeline(line.shown.timeline) } },
  ]);
/** Puts the line with this step in front of that of the one before it. */
const moveEntry =
  (from: (line: HistoryEntry) => boolean, to: (line: HistoryEntry) => boolean): HistoryMutation =>
  (run) => {
    const line = run.lines.find(from) as HistoryEntry;
    const rest = run.lines.filter((each) => each !== line);
    return { ...run, lines: rest.toSpliced(rest.findIndex(to), 0, line) };
  };

const lost: Record<string, HistoryMutation> = {
  'an acknowledged message is dropped from the ledger': withoutMessage(3),
  'the first acknowledged message is dropped': withoutMessage(0),
  'the last acknowledged message is dropped': withoutMessage(-1),
  'the last ten commits are gone, and the head says so': rewriteMeeting((commits) =>
    commits.slice(0, -10),
  ),
  'the whole meeting is gone': rewriteMeeting(() => []),
  'an ok is answered for a command that was never written': changeEntries((line, i, all) =>
    i === all.findIndex(isSay)
      ? [
          { ...line, id: 'never-written' } as HistoryEntry,
          { step: 'ok', client: 'ada', id: 'never-written' },
          line,
        ]
      : [line],
  ),
  'a message is kept under the id of another command': changeMessage(2, (commit) => ({
    ...commit,
    command: { by: commit.command?.by ?? '', id: 'some-other-id' },
  })),
};

const twice: Record<string, HistoryMutation> = {
  'a command is written a second time, with a new message': addCommit(2, another),
  'a command is written a second time as it was': addCommit(4, (commit) => commit),
  'a command is written again at the end': rewriteMeeting((commits) => [
    ...commits,
    another(messageCommits(commits)[0] as RetoldCommit),
  ]),
  'a message stands twice on a screen': changeFinalTimeline((texts) => [
    ...texts.slice(0, 1),
    ...texts,
  ]),
  'a message stands at both ends of a screen': changeFinalTimeline((texts) => [
    ...texts,
    texts[0] ?? '',
  ]),
};

const gap: Record<string, HistoryMutation> = {
  'an entry is taken out of the ledger': changeStoredMeeting(({ entries }) => ({
    entries: entries.toSpliced(5, 1),
  })),
  'the first entry is taken out': changeStoredMeeting(({ entries }) => ({
    entries: entries.slice(1),
  })),
  'the end is cut off, and the head stays': changeStoredMeeting(({ entries }) => ({
    entries: entries.slice(0, -1),
  })),
  'two entries change places': changeStoredMeeting(({ entries }) => {
    const list = [...entries];
    list.splice(4, 2, ...entries.slice(4, 6).reverse());
    return { entries: list };
  }),
  'an entry is there twice': changeStoredMeeting(({ entries }) => ({
    entries: entries.toSpliced(5, 0, ...entries.slice(5, 6)),
  })),
  'a letter of a fact is another': changeStoredMeeting(({ entries }) => ({
    entries: entries.map((entry, i) =>
      i === 6 ? { ...entry, body: entry.body.replace('"at":1', '"at":2') } : entry,
    ),
  })),
  'a mac is another': changeStoredMeeting(({ entries }) => ({
    entries: entries.map((entry, i) => (i === 6 ? { ...entry, mac: 'x'.repeat(43) } : entry)),
  })),
  'a fork: the second half continues another first half': (run) => {
    const whole = meetingOf(run).entries;
    const fork = meetingOf(withoutMessage(1)(run)).entries;
    return changeStoredMeeting(({ entries }) => ({
      entries: [...fork.slice(0, 15), ...whole.slice(15, entries.length)],
    }))(run);
  },
  'the head says less than there is': changeStoredMeeting(({ entries }) => ({
    head: entries.at(-2) ?? never(),
  })),
  'the head says more than there is': changeStoredMeeting(({ head }) => ({
    head: { ...head, version: head.version + 1 },
  })),
  'the head has another mac': changeStoredMeeting(({ head }) => ({
    head: { ...head, mac: 'other' },
  })),
  'words were changed behind the back of the chain': changeStoredMeeting(({ words }) => ({
    words: words.map((each, i) => (i === 3 ? { ...each, text: 'changed' } : each)),
  })),
  'words of two messages change places': changeStoredMeeting(({ words }) => {
    const [a, b] = words.filter(({ slot }) => slot.startsWith('message.'));
    return {
      words: words.map((each) =>
        each === a
          ? { ...each, text: b?.text ?? '' }
          : each === b
            ? { ...each, text: a?.text ?? '' }
            : each,
      ),
    };
  }),
  'an entry of another ledger stands in it': (run) => {
    const foreign = run.ledgers.find(({ ledger }) => ledger.startsWith('circle:'))?.entries[0];
    return changeStoredMeeting(({ entries }) => ({ entries: entries.with(0, foreign ?? never()) }))(
      run,
    );
  },
};

const order: Record<string, HistoryMutation> = {
  'a change never came': changeApplied('ada', 8, () => []),
  'the last change never came': changeApplied('ada', -1, () => []),
  'a change came twice': changeApplied('ben', 3, (line) => [line, line]),
  'two changes came the other way round': swapNeighbours(isApplyOf('cleo'), 6),
  'two changes have one another’s content': (run) => {
    const [a, b] = run.lines.filter(isApplyOf('ada')).slice(4) as { change: string }[];
    return changeApplied('ada', 4, (line) => [{ ...line, change: b?.change ?? a?.change ?? '' }])(
      run,
    );
  },
  'a change is numbered one too high': changeApplied('dov', 2, (line) => [
    { ...line, at: line.at + 1 },
  ]),
  'a change is another than the ledger’s': changeApplied('ben', 4, (line) => [
    { ...line, change: line.change.replace(/"by":"\w+"/, '"by":"dov"').replace('"set"', '"sit"') },
  ]),
  'words on a screen are not those of the ledger': changeOneEntry(
    'apply',
    5,
    (line) => [{ ...line, change: line.change.replace(/"text":"\w+/, '"text":"forged') }],
    ({ change }) => change.includes('"text"'),
  ),
  'a screen shows a change that is in no ledger': changeApplied('ada', -1, (line) => [
    line,
    { ...line, at: line.at + 1, change: '{"said":{}}' },
  ]),
  'a person receives a log that is in no ledger': changeReset('ben', (line) => [
    { ...line, log: 'another log' },
  ]),
  'changes of another log are taken for a continuation': changeApplied('cleo', 5, (line) => [
    { ...line, log: 'another log' },
  ]),
  'a new beginning is followed by a hole': changeReset('ben', (line) => [
    { ...line, at: line.at - 1 },
  ]),
  'changes come before anything they could continue': (run) => ({
    ...run,
    lines: run.lines.filter((line) => line.step !== 'reset' || line.client !== 'dov'),
  }),
  'a screen ends behind the others': changeEnd('dov', (line) => [{ ...line, at: line.at - 1 }]),
};

const time: Record<string, HistoryMutation> = {
  'what was asked later stands earlier': rewriteMeeting((commits) => {
    const list = [...commits];
    const [, , a, b] = messageCommits(commits);
    list[commits.indexOf(a as RetoldCommit)] = b as RetoldCommit;
    list[commits.indexOf(b as RetoldCommit)] = a as RetoldCommit;
    return list;
  }),
  'the last message stands before all others': rewriteMeeting((commits) => {
    const last = messageCommits(commits).at(-1) as RetoldCommit;
    const rest = commits.filter((each) => each !== last);
    return rest.toSpliced(
      rest.findIndex((each) => has(each, 'Said')),
      0,
      last,
    );
  }),
  'an answer came before it could': moveEntry(
    (line) => line.step === 'ok' && line.id === 'command-28',
    (line) => line.step === 'invoke' && line.id === 'command-20',
  ),
  'of two at once, one had been answered before': moveEntry(
    (line) => line.step === 'ok' && line.id === 'command-26',
    (line) => line.step === 'invoke' && line.id === 'command-25',
  ),
};

const ghost: Record<string, HistoryMutation> = {
  'a refused command is in the ledger': changeOneEntry('ok', -3, (line) => [
    { ...line, step: 'fail', code: 'stale' },
  ]),
  'a message is in the ledger that no person sent': addCommit(1, (commit) => ({
    ...another(commit),
    command: nobody,
  })),
  'a message is there under the name of another person': changeMessage(1, (commit) => ({
    ...commit,
    command: { by: 'dov', id: commit.command?.id ?? '' },
  })),
  'a command was answered with yes and with no': changeOneEntry('ok', 9, (line) => [
    line,
    { ...line, step: 'fail', code: 'stale' },
  ]),
  'a refusal is answered after an ok for the same command': changeOneEntry('ok', 12, (line) => [
    { ...line, step: 'fail', code: 'not-here' },
    line,
  ]),
  'an answer arrives without a command': changeOneEntry('ok', 3, (line) => [
    line,
    { ...line, id: 'never-asked' },
  ]),
};

const allowed: Record<string, HistoryMutation> = {
  'a message is kept as that of another author': withFact(5, { by: 'dov' }),
  'a message was said before the meeting began': rewriteMeeting((commits) => {
    const one = messageCommits(commits)[3] as RetoldCommit;
    const rest = commits.filter((each) => each !== one);
    return rest.toSpliced(
      rest.findIndex((each) => has(each, 'PhaseChanged')),
      0,
      one,
    );
  }),
  'a message counts words it does not have': withFact(4, { count: 40 }),
  'a message belongs to no facilitator and says it does': withFact(2, { facilitation: true }),
  'a message is kept with other words than were sent': changeMessage(6, reworded),
  'a person outside the meeting said something': rewriteMeeting((commits) =>
    commits.filter((each) => !(has(each, 'AskedIn') && each.command?.by === 'dov')),
  ),
  'a message appears without a command': addCommit(2, (commit) => ({
    ...another(commit),
    command: null,
  })),
  'a hand is raised a second time': rewriteMeeting((commits) =>
    commits.flatMap((each) =>
      has(each, 'HandRaised') ? [{ ...each, command: null }, each] : [each],
    ),
  ),
};

const view: Record<string, HistoryMutation> = {
  'the final screen lacks a message': changeFinalTimeline((texts) => texts.toSpliced(2, 1)),
  'the final screen lacks the first message': changeFinalTimeline((texts) => texts.slice(1)),
  'the final screen has a message too many': changeFinalTimeline((texts) => [
    ...texts,
    '{"id":"another"}',
  ]),
  'the final screen has two messages the other way round': changeFinalTimeline((texts) => [
    ...texts.slice(0, 2),
    ...texts.slice(2, 4).reverse(),
    ...texts.slice(4),
  ]),
  'the final screen shows other words': changeFinalTimeline((texts) =>
    texts.with(0, (texts[0] ?? '').replace(/"text":"\w+/, '"text":"forged')),
  ),
  'the final screen shows another mode': changeEnd('ben', (line) => [
    { ...line, shown: { ...line.shown, stage: line.shown.stage.replace('"open"', '"hands"') } },
  ]),
  'the final screen lacks a person': changeEnd('ada', (line) => [
    {
      ...line,
      shown: { ...line.shown, stage: line.shown.stage.replace('"id":"dov"', '"id":"x"') },
    },
  ]),
  'a new beginning lacks a message': changeReset('ben', (line) => [
    { ...line, shown: { ...line.shown, timeline: line.shown.timeline.slice(0, -1) } },
  ]),
  'a new beginning is of a moment that never was': changeReset('ben', (line) => [
    { ...line, at: line.at + 1000 },
  ]),
};

function never(): never {
  throw new Error('The sound history is shorter than it was.');
}

export const brokenHistories: readonly BrokenHistory[] = Object.entries({
  ...{ lost, twice, gap, order, time, ghost, allowed, view },
}).flatMap(([rule, all]) =>
  Object.entries(all).map(([what, breaks]) => ({ rule: rule as CheckerRule, what, break: breaks })),
);
