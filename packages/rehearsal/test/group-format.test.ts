/** What a rehearsal can say of a group between its meetings (RHY, CVR, AGR). */
import { expect, it } from 'vitest';
import { isFormatErrors, parseRehearsal } from '../src/format/parse-rehearsal.ts';

const head = (circle = '{rhythm: {every: week}}') => `title: A test
circle: ${circle}
people:
  ada: {role: facilitator}
  bea: {role: facilitator, staff: true, onCall: true}
  ben: {}
  olga: {role: organiser}
play:
`;
function read(play: string, circle?: string) {
  const parsed = parseRehearsal('a.yaml', `${head(circle)}${play}\n`);
  if (isFormatErrors(parsed)) throw new Error(JSON.stringify(parsed));
  return parsed;
}
function faults(play: string, circle?: string) {
  const parsed = parseRehearsal('a.yaml', `${head(circle)}${play}\n`);
  return isFormatErrors(parsed)
    ? parsed.map(({ line, key, message }) => `${line} ${key} ${message}`)
    : [];
}

it('a rhythm is read as the HTTP interface has it, and in natural spellings', () => {
  const rhythmOf = (text: string) => read('  - {wait: 1s}', `{rhythm: ${text}}`).circle.rhythm;
  expect(
    rhythmOf('{every: week, on: Tuesday, at: 19:00, zone: Europe/Berlin, from: 2027-03-02}'),
  ).toEqual({
    ...{ every: 'week', on: ['tu'], at: '19:00', zone: 'Europe/Berlin', from: '2027-03-02' },
  });
  expect(rhythmOf('{every: month, on: {nth: last, day: thu}}')).toEqual({
    ...{ every: 'month', on: { nth: -1, day: 'th' } },
  });
  const { circle } = read(
    '  - {wait: 1s}',
    '{cover: 3, minutes: 90, agreements: [{text: One., safety: true}]}',
  );
  expect(circle).toEqual({ carers: 3, minutes: 90, agreements: [{ text: 'One.', safety: true }] });
});

it('time passes in days of the calendar and parts of them, in a map or a sentence', () => {
  const hour = 3_600_000;
  const passing = (step: string) => read(`  - ${step}`).play[0];
  expect(passing('{days later: 7}')).toMatchObject({ kind: 'time', days: 7, for: 0 });
  expect(passing('{weeks later: 1, hours later: 2}')).toMatchObject({ days: 7, for: 2 * hour });
  expect(passing('7 days later')).toMatchObject({ kind: 'time', days: 7, for: 0 });
  expect(passing('{wait: 25h}')).toMatchObject({ kind: 'time', days: 1, for: hour });
  expect(passing('{wait: 59m}')).toMatchObject({ kind: 'wait' });
});

it('the organiser acts by a name of their own or by their role', () => {
  const steps = [
    '  - {organiser: cancel-meeting, meeting: 2027-03-09, note: Closed.}',
    '  - {by: organiser, do: move-meeting, meeting: 2, start: 2027-03-10T18:30}',
    '  - {by: olga, do: set-rhythm, at: "20:00"}',
    '  - {by: olga, do: change-settings, settings: {seats: 3, offer: 5s}}',
  ];
  const { play, people } = read(steps.join('\n'));
  expect(play).toMatchObject([
    { kind: 'organiser', act: 'cancel-meeting', meeting: '2027-03-09' },
    { kind: 'organiser', act: 'move-meeting', meeting: 2, start: '2027-03-10T18:30' },
    { kind: 'organiser', act: 'set-rhythm', at: '20:00' },
    { kind: 'organiser', act: 'change-settings', settings: { seats: 3, offer: '5s' } },
  ]);
  expect([...people.keys()]).toEqual(['ada', 'bea', 'ben']);
});

it('who carries a meeting is of the staff, and pages say who reads them', () => {
  const steps = [
    '  - {by: ada, do: i-cant, meeting: 2}',
    '  - {cover: half covered, meeting: 2}',
    '  - {seats: {ben: waiting}}',
    '  - {place: {as: ben, next: {local: "2027-03-09T19:00"}}, within: 5s}',
    '  - {expect: {as: bea, inbox: [{kind: uncovered}]}}',
    '  - {inbox: []}',
  ];
  const { play, people } = read(steps.join('\n'));
  expect(people.get('ada')).toMatchObject({ staff: true });
  expect(play).toMatchObject([
    { kind: 'group', by: 'ada', act: 'cannot-carry', meeting: 2 },
    { expected: [{ page: 'cover', as: null, meeting: 2, view: { level: 'half covered' } }] },
    { expected: [{ page: 'place', as: 'ben', view: { seat: 'waiting' } }] },
    { expected: [{ page: 'place', as: 'ben' }], within: 5000 },
    { expected: [{ page: 'inbox', as: 'bea', view: [{ kind: 'uncovered' }] }] },
    { expected: [{ page: 'inbox', as: null, view: [] }] },
  ]);
});

it.each([
  ['  - {days later: seven}', '9 play[0].days later needs a number'],
  ['  - {cover: {coverd: 1}}', '9 play[0].cover.coverd There is no “coverd” here'],
  ['  - {place: {seat: waiting}}', '9 play[0].place Who reads “place”?'],
  ['  - {organiser: postpone}', '9 play[0].organiser An organiser can: move-meeting'],
  ['  - {by: ben, do: carry}', '9 play[0].do Facilitators carry meetings'],
  ['  - {organiser: move-meeting}', '9 play[0] Where to?'],
  ['  - {by: ben, do: not-this-time, meeting: soon}', '9 play[0].meeting Which meeting'],
  ['  - {by: ben, do: not-this-time, meeting: 2027-02-30}', '9 play[0].meeting Which meeting'],
  ['  - {organiser: move-meeting, start: 2027-02-30T19:00}', '9 play[0].start needs a date and'],
  ['  - {organiser: pause, until: 2027-13-01}', '9 play[0].until needs a date'],
  [
    '  - {organiser: pause, days: 3, until: 2027-03-01}',
    '9 play[0].until Say days or until, not both',
  ],
  ['  - {organiser: set-rhythm, count: 3, until: 2027-03-01}', '9 play[0].count Say until when'],
  ['  - {expect: {as: ben, plaice: {}}}', 'joining. Pages are: place, agreements, proposals,'],
  ['  - {seats: {zoe: seat}}', '9 play[0].seats.zoe Nobody in this file'],
  [
    '  - {expect: {as: ben, place: {seat: seat}, phase: doors}}',
    '9 play[0].expect.phase Beside a page',
  ],
])('a wrong step is named with its line, its key and what would be right: %s', (step, says) => {
  expect(faults(step).join('\n')).toContain(says);
});

it.each([
  ['{rhythm: {every: week, on: {nth: 1, day: tu}}}', '2 circle.rhythm.on Each week has days'],
  ['{rhythm: {every: week, at: 25:00}}', '2 circle.rhythm.at needs a time of day'],
  ['{rhythm: {every: week, zone: Europe/Berln}}', '2 circle.rhythm.zone needs the IANA name'],
  ['{rhythm: {evry: week}}', '2 circle.rhythm.evry'],
  ['{rhythm: {every: week, from: 2027-02-30}}', '2 circle.rhythm.from needs a date'],
  ['{rhythm: {every: week, count: 2, until: 2027-03-01}}', '2 circle.rhythm.count Say until when'],
  [
    '{rhythm: {every: month, interval: 13}}',
    '2 circle.rhythm.interval needs a number from 1 to 12',
  ],
])('a wrong rhythm is named too: %s', (circle, says) => {
  expect(faults('  - {wait: 1s}', circle).join('\n')).toContain(says);
});
