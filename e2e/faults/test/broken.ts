/** Histories broken by hand, each with the rule that must find it. */
import type { Rule } from '../checker.ts';
import type { Line } from '../history.ts';
import {
  type Break,
  bytes,
  has,
  lines,
  meetingOf,
  one,
  retold,
  said,
  swapped,
  type Told,
} from './breaking.ts';

interface Broken {
  readonly rule: Rule;
  readonly what: string;
  readonly break: Break;
}

const isSay = (line: Line) => line.step === 'invoke' && line.command.do === 'say';
const isApplyOf = (client: string) => (line: Line) =>
  line.step === 'apply' && line.client === client;
const applied = (client: string, nth: number, change: Parameters<typeof one<'apply'>>[2]) =>
  one('apply', nth, change, (line) => line.client === client);
const ended = (client: string, change: Parameters<typeof one<'end'>>[2]) =>
  one('end', 0, change, (line) => line.client === client);
const begun = (client: string, change: Parameters<typeof one<'reset'>>[2]) =>
  one('reset', -1, change, (line) => line.client === client);
/** Without the commit at this place among those that say something. */
const without = (nth: number) =>
  retold((commits) => commits.filter((each) => each !== said(commits).at(nth)));
const changed = (nth: number, change: (commit: Told) => Told) =>
  retold((commits) =>
    commits.map((each) => (each === said(commits).at(nth) ? change(each) : each)),
  );
const reworded = ({ words, ...commit }: Told): Told => ({
  ...commit,
  words: Object.fromEntries(Object.keys(words).map((slot) => [slot, 'not what was said'])),
});
const withFact = (nth: number, fact: object) =>
  changed(nth, (commit) => ({
    ...commit,
    facts: commit.facts.map((each) => ({ ...each, ...fact })),
  }));
/** One more commit behind that one. */
const added = (nth: number, make: (commit: Told) => Told) =>
  retold((commits) =>
    commits.flatMap((each) => (each === said(commits).at(nth) ? [each, make(each)] : [each])),
  );
const nobody = { by: 'ada', id: 'nobody-asked-this' };
const another = (commit: Told): Told => ({
  ...commit,
  facts: commit.facts.map((fact) => ({ ...fact, message: 'another' })),
  words: { 'message.another.text': 'a ghost' },
});
const shown = (timeline: (texts: readonly string[]) => readonly string[]) =>
  ended('cleo', (line) => [
    { ...line, shown: { ...line.shown, timeline: timeline(line.shown.timeline) } },
  ]);
/** Puts the line with this step in front of that of the one before it. */
const moved =
  (from: (line: Line) => boolean, to: (line: Line) => boolean): Break =>
  (run) => {
    const line = run.lines.find(from) as Line;
    const rest = run.lines.filter((each) => each !== line);
    return { ...run, lines: rest.toSpliced(rest.findIndex(to), 0, line) };
  };

const lost: Record<string, Break> = {
  'an acknowledged message is dropped from the ledger': without(3),
  'the first acknowledged message is dropped': without(0),
  'the last acknowledged message is dropped': without(-1),
  'the last ten commits are gone, and the head says so': retold((commits) => commits.slice(0, -10)),
  'the whole meeting is gone': retold(() => []),
  'an ok is told for what never was written': lines((line, i, all) =>
    i === all.findIndex(isSay)
      ? [
          { ...line, id: 'never-written' } as Line,
          { step: 'ok', client: 'ada', id: 'never-written' },
          line,
        ]
      : [line],
  ),
  'a message is kept under the id of another command': changed(2, (commit) => ({
    ...commit,
    command: { by: commit.command?.by ?? '', id: 'some-other-id' },
  })),
};

const twice: Record<string, Break> = {
  'a command is written a second time, with a new message': added(2, another),
  'a command is written a second time as it was': added(4, (commit) => commit),
  'a command is written again at the end': retold((commits) => [
    ...commits,
    another(said(commits)[0] as Told),
  ]),
  'a message stands twice on a screen': shown((texts) => [...texts.slice(0, 1), ...texts]),
  'a message stands at both ends of a screen': shown((texts) => [...texts, texts[0] ?? '']),
};

const gap: Record<string, Break> = {
  'an entry is taken out of the ledger': bytes(({ entries }) => ({
    entries: entries.toSpliced(5, 1),
  })),
  'the first entry is taken out': bytes(({ entries }) => ({ entries: entries.slice(1) })),
  'the end is cut off, and the head stays': bytes(({ entries }) => ({
    entries: entries.slice(0, -1),
  })),
  'two entries change places': bytes(({ entries }) => {
    const list = [...entries];
    list.splice(4, 2, ...entries.slice(4, 6).reverse());
    return { entries: list };
  }),
  'an entry is there twice': bytes(({ entries }) => ({
    entries: entries.toSpliced(5, 0, ...entries.slice(5, 6)),
  })),
  'a letter of a fact is another': bytes(({ entries }) => ({
    entries: entries.map((entry, i) =>
      i === 6 ? { ...entry, body: entry.body.replace('"at":1', '"at":2') } : entry,
    ),
  })),
  'a mac is another': bytes(({ entries }) => ({
    entries: entries.map((entry, i) => (i === 6 ? { ...entry, mac: 'x'.repeat(43) } : entry)),
  })),
  'a fork: the second half continues another first half': (run) => {
    const whole = meetingOf(run).entries;
    const fork = meetingOf(without(1)(run)).entries;
    return bytes(({ entries }) => ({
      entries: [...fork.slice(0, 15), ...whole.slice(15, entries.length)],
    }))(run);
  },
  'the head says less than there is': bytes(({ entries }) => ({ head: entries.at(-2) ?? never() })),
  'the head says more than there is': bytes(({ head }) => ({
    head: { ...head, version: head.version + 1 },
  })),
  'the head has another mac': bytes(({ head }) => ({ head: { ...head, mac: 'other' } })),
  'words were changed behind the back of the chain': bytes(({ words }) => ({
    words: words.map((each, i) => (i === 3 ? { ...each, text: 'changed' } : each)),
  })),
  'words of two messages change places': bytes(({ words }) => {
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
    return bytes(({ entries }) => ({ entries: entries.with(0, foreign ?? never()) }))(run);
  },
};

const order: Record<string, Break> = {
  'a change never came': applied('ada', 8, () => []),
  'the last change never came': applied('ada', -1, () => []),
  'a change came twice': applied('ben', 3, (line) => [line, line]),
  'two changes came the other way round': swapped(isApplyOf('cleo'), 6),
  'two changes have one another’s content': (run) => {
    const [a, b] = run.lines.filter(isApplyOf('ada')).slice(4) as { change: string }[];
    return applied('ada', 4, (line) => [{ ...line, change: b?.change ?? a?.change ?? '' }])(run);
  },
  'a change is numbered one too high': applied('dov', 2, (line) => [{ ...line, at: line.at + 1 }]),
  'a change is another than the ledger’s': applied('ben', 4, (line) => [
    { ...line, change: line.change.replace(/"by":"\w+"/, '"by":"dov"').replace('"set"', '"sit"') },
  ]),
  'words on a screen are not those of the ledger': one(
    'apply',
    5,
    (line) => [{ ...line, change: line.change.replace(/"text":"\w+/, '"text":"forged') }],
    ({ change }) => change.includes('"text"'),
  ),
  'a screen shows a change that is in no ledger': applied('ada', -1, (line) => [
    line,
    { ...line, at: line.at + 1, change: '{"said":{}}' },
  ]),
  'somebody is told of a log that is in no ledger': begun('ben', (line) => [
    { ...line, log: 'another log' },
  ]),
  'changes of another log are taken for a continuation': applied('cleo', 5, (line) => [
    { ...line, log: 'another log' },
  ]),
  'a new beginning is followed by a hole': begun('ben', (line) => [{ ...line, at: line.at - 1 }]),
  'changes come before anything they could continue': (run) => ({
    ...run,
    lines: run.lines.filter((line) => line.step !== 'reset' || line.client !== 'dov'),
  }),
  'a screen ends behind the others': ended('dov', (line) => [{ ...line, at: line.at - 1 }]),
};

const time: Record<string, Break> = {
  'what was asked later stands earlier': retold((commits) => {
    const list = [...commits];
    const [, , a, b] = said(commits);
    list[commits.indexOf(a as Told)] = b as Told;
    list[commits.indexOf(b as Told)] = a as Told;
    return list;
  }),
  'the last message stands before all others': retold((commits) => {
    const last = said(commits).at(-1) as Told;
    const rest = commits.filter((each) => each !== last);
    return rest.toSpliced(
      rest.findIndex((each) => has(each, 'Said')),
      0,
      last,
    );
  }),
  'an answer came before it could': moved(
    (line) => line.step === 'ok' && line.id === 'command-28',
    (line) => line.step === 'invoke' && line.id === 'command-20',
  ),
  'of two at once, one had been answered before': moved(
    (line) => line.step === 'ok' && line.id === 'command-26',
    (line) => line.step === 'invoke' && line.id === 'command-25',
  ),
};

const ghost: Record<string, Break> = {
  'a refused command is in the ledger': one('ok', -3, (line) => [
    { ...line, step: 'fail', code: 'stale' },
  ]),
  'a message is there that nobody sent': added(1, (commit) => ({
    ...another(commit),
    command: nobody,
  })),
  'a message is there under the name of another person': changed(1, (commit) => ({
    ...commit,
    command: { by: 'dov', id: commit.command?.id ?? '' },
  })),
  'a command was answered with yes and with no': one('ok', 9, (line) => [
    line,
    { ...line, step: 'fail', code: 'stale' },
  ]),
  'a no was told after what was known as done': one('ok', 12, (line) => [
    { ...line, step: 'fail', code: 'not-here' },
    line,
  ]),
  'an answer came that nobody asked for': one('ok', 3, (line) => [
    line,
    { ...line, id: 'never-asked' },
  ]),
};

const allowed: Record<string, Break> = {
  'a message is kept as that of another author': withFact(5, { by: 'dov' }),
  'a message was said before the meeting began': retold((commits) => {
    const one = said(commits)[3] as Told;
    const rest = commits.filter((each) => each !== one);
    return rest.toSpliced(
      rest.findIndex((each) => has(each, 'PhaseChanged')),
      0,
      one,
    );
  }),
  'a message counts words it does not have': withFact(4, { count: 40 }),
  'a message belongs to no facilitator and says it does': withFact(2, { facilitation: true }),
  'a message is kept with other words than were sent': changed(6, reworded),
  'somebody who was not in said something': retold((commits) =>
    commits.filter((each) => !(has(each, 'AskedIn') && each.command?.by === 'dov')),
  ),
  'a message appears without a command': added(2, (commit) => ({
    ...another(commit),
    command: null,
  })),
  'a hand is raised a second time': retold((commits) =>
    commits.flatMap((each) =>
      has(each, 'HandRaised') ? [{ ...each, command: null }, each] : [each],
    ),
  ),
};

const view: Record<string, Break> = {
  'the final screen lacks a message': shown((texts) => texts.toSpliced(2, 1)),
  'the final screen lacks the first message': shown((texts) => texts.slice(1)),
  'the final screen has a message too many': shown((texts) => [...texts, '{"id":"another"}']),
  'the final screen has two messages the other way round': shown((texts) => [
    ...texts.slice(0, 2),
    ...texts.slice(2, 4).reverse(),
    ...texts.slice(4),
  ]),
  'the final screen shows other words': shown((texts) =>
    texts.with(0, (texts[0] ?? '').replace(/"text":"\w+/, '"text":"forged')),
  ),
  'the final screen shows another mode': ended('ben', (line) => [
    { ...line, shown: { ...line.shown, stage: line.shown.stage.replace('"open"', '"hands"') } },
  ]),
  'the final screen lacks a person': ended('ada', (line) => [
    {
      ...line,
      shown: { ...line.shown, stage: line.shown.stage.replace('"id":"dov"', '"id":"x"') },
    },
  ]),
  'a new beginning lacks a message': begun('ben', (line) => [
    { ...line, shown: { ...line.shown, timeline: line.shown.timeline.slice(0, -1) } },
  ]),
  'a new beginning is of a moment that never was': begun('ben', (line) => [
    { ...line, at: line.at + 1000 },
  ]),
};

function never(): never {
  throw new Error('The sound history is shorter than it was.');
}

export const broken: readonly Broken[] = Object.entries({
  ...{ lost, twice, gap, order, time, ghost, allowed, view },
}).flatMap(([rule, all]) =>
  Object.entries(all).map(([what, breaks]) => ({ rule: rule as Rule, what, break: breaks })),
);
