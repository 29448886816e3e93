import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOfDate, weekdayOf } from '../../src/circle/civil-date.ts';
import {
  firstSlotsFrom,
  localTimeAt,
  type MonthlyRhythm,
  nextSlotFrom,
  type Rhythm,
  rhythmProblems,
  slotsOf,
  type WeeklyRhythm,
  type ZoneRules,
} from '../../src/index.ts';

const day = 86_400_000;

/** A zone without clock changes. */
const utc: ZoneRules = {
  instantOf: (date, at) => ({ at: Date.parse(`${date}T${at}Z`), adjusted: null }),
  dateOf: (at) => new Date(at).toISOString().slice(0, 10),
  offsetOf: () => 0,
  isZone: (zone) => zone === 'UTC',
};

const bounds = { interval: 1, at: '19:00', zone: 'UTC', from: '2027-03-02' } as const;
const weekly = (changes: Partial<WeeklyRhythm> = {}): Rhythm => ({
  ...bounds,
  every: 'week',
  on: ['tu'],
  ...changes,
});
const monthly = (on: MonthlyRhythm['on'], changes: Partial<MonthlyRhythm> = {}): Rhythm => ({
  ...bounds,
  every: 'month',
  on,
  ...changes,
});

const at = (date: string, time = '00:00') => Date.parse(`${date}T${time}Z`);
const datesOf = (rhythm: Rhythm, most: number, since = '2027-01-01') =>
  firstSlotsFrom(rhythm, utc, at(since), most).map(({ date }) => date);

describe('days of the calendar', () => {
  it('are those of the Gregorian calendar, to and fro', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_000, max: 2_932_000 }), (number) => {
        const date = new Date(number * day);
        const written = date.toISOString().slice(0, 10);
        expect(dateOfDay(number)).toBe(written);
        expect(dayOfDate(written)).toBe(number);
        expect(weekdayOf(number)).toBe((date.getUTCDay() + 6) % 7);
      }),
      { numRuns: 2000, seed: 2077, examples: [[-719_000], [0], [11_016], [-25_509], [47_540]] },
    );
  });

  it.for(['2027-02-29', '2027-13-01', '2027-00-10', '2027-04-31', '27-01-01', '2027-1-1', ''])(
    'are no others: %s',
    (written) => expect(dayOfDate(written)).toBeNull(),
  );
});

describe('a weekly rhythm', () => {
  it('RHY-1 is on its days, from its first date', () => {
    expect(datesOf(weekly({ on: ['th', 'tu'], from: '2027-03-03' }), 4)).toEqual([
      '2027-03-04',
      '2027-03-09',
      '2027-03-11',
      '2027-03-16',
    ]);
  });

  it('RHY-1 counts every second week from the week of its first date', () => {
    // The first date is a Thursday, so that Tuesday of its week is over.
    const rhythm = weekly({ on: ['tu', 'su'], interval: 2, from: '2027-03-04' });
    expect(datesOf(rhythm, 4)).toEqual(['2027-03-07', '2027-03-16', '2027-03-21', '2027-03-30']);
    expect(datesOf(rhythm, 2, '2027-03-17')).toEqual(['2027-03-21', '2027-03-30']);
  });

  it('RHY-1 ends with the last date, which belongs to it', () => {
    const rhythm = weekly({ until: '2027-03-16' });
    expect(datesOf(rhythm, 9)).toEqual(['2027-03-02', '2027-03-09', '2027-03-16']);
    expect(nextSlotFrom(rhythm, utc, at('2027-03-16', '19:01'))).toBeNull();
  });

  it('RHY-1 has so many dates, those before the question too', () => {
    const rhythm = weekly({ on: ['tu', 'fr'], from: '2027-03-03', count: 3 });
    expect(datesOf(rhythm, 9)).toEqual(['2027-03-05', '2027-03-09', '2027-03-12']);
    expect(datesOf(rhythm, 9, '2027-03-10')).toEqual(['2027-03-12']);
    expect(datesOf(rhythm, 9, '2027-03-13')).toEqual([]);
  });

  it('RHY-1 answers with the slots that begin in a span, the end left out', () => {
    const rhythm = weekly();
    const [first, second] = [at('2027-03-02', '19:00'), at('2027-03-09', '19:00')];
    expect(slotsOf(rhythm, utc, first, second)).toEqual([
      { date: '2027-03-02', start: first, adjusted: null },
    ]);
    expect(slotsOf(rhythm, utc, first + 1, second + 1).map(({ date }) => date)).toEqual([
      '2027-03-09',
    ]);
  });
});

describe('a monthly rhythm', () => {
  it('RHY-1 is on the nth such day of a month', () => {
    expect(datesOf(monthly({ nth: 1, day: 'mo' }), 3)).toEqual([
      '2027-04-05',
      '2027-05-03',
      '2027-06-07',
    ]);
    expect(datesOf(monthly({ nth: 4, day: 'su' }), 2)).toEqual(['2027-03-28', '2027-04-25']);
  });

  it('RHY-1 is on the last such day, be it the fourth or the fifth', () => {
    expect(datesOf(monthly({ nth: -1, day: 'we' }), 4)).toEqual([
      '2027-03-31',
      '2027-04-28',
      '2027-05-26',
      '2027-06-30',
    ]);
    expect(datesOf(monthly({ nth: -1, day: 'tu' }, { from: '2028-02-01' }), 1)).toEqual([
      '2028-02-29',
    ]);
  });

  it('RHY-1 counts every third month from the month of its first date', () => {
    const rhythm = monthly({ nth: 2, day: 'tu' }, { interval: 3, from: '2027-11-20', count: 3 });
    expect(datesOf(rhythm, 9)).toEqual(['2028-02-08', '2028-05-09', '2028-08-08']);
    expect(datesOf(rhythm, 9, '2028-05-10')).toEqual(['2028-08-08']);
  });
});

it('RHY-2 shows what the clocks of a zone show', () => {
  const nepal: ZoneRules = { ...utc, offsetOf: () => 345 * 60_000 };
  expect(localTimeAt(at('2027-03-02', '18:15'), 'Asia/Kathmandu', nepal)).toBe('2027-03-03T00:00');
  expect(localTimeAt(at('1969-12-31', '23:59'), 'UTC', utc)).toBe('1969-12-31T23:59');
});

describe('a rhythm that cannot be used', () => {
  const now = at('2027-03-01');
  const wrong: readonly (readonly [string, Rhythm, object])[] = [
    ['no day', weekly({ on: [] }), { on: expect.stringContaining('mo, tu, we') }],
    ['a day twice', weekly({ on: ['tu', 'tu'] }), { on: expect.stringContaining('twice') }],
    ['an unknown zone', weekly({ zone: 'Mars' }), { zone: expect.stringContaining('IANA') }],
    ['an interval of 0', weekly({ interval: 0 }), { interval: expect.stringContaining('weeks') }],
    ['half a week', weekly({ interval: 1.5 }), { interval: expect.stringContaining('1 to 52') }],
    [
      'two years',
      monthly({ nth: 1, day: 'mo' }, { interval: 24 }),
      { interval: expect.stringContaining('months from 1 to 12') },
    ],
    ['a time of 12 hours', weekly({ at: '7:00pm' }), { at: expect.stringContaining('19:00') }],
    ['midnight by 24', weekly({ at: '24:00' }), { at: expect.stringContaining('19:00') }],
    [
      'no such day',
      weekly({ from: '2027-02-30' }),
      { from: expect.stringContaining('2027-03-02') },
    ],
    ['no last day', weekly({ until: 'summer' }), { until: expect.stringContaining('2027-03-02') }],
    [
      'an end before',
      weekly({ until: '2027-03-01' }),
      { until: expect.stringContaining('before') },
    ],
    [
      'two ends',
      weekly({ until: '2027-06-30', count: 3 }),
      { count: expect.stringContaining('both') },
    ],
    ['no times', weekly({ count: 0 }), { count: expect.stringContaining('1 to 1000') }],
    [
      'no date at all',
      weekly({ on: ['mo'], until: '2027-03-05' }),
      { until: expect.stringContaining('No date') },
    ],
    [
      'dates in the past alone',
      weekly({ from: '2026-01-06', count: 5 }),
      { count: expect.stringContaining('over') },
    ],
    [
      'more than one fault',
      weekly({ on: [], zone: '', at: 'x' }),
      { on: expect.any(String), zone: expect.any(String), at: expect.any(String) },
    ],
  ];

  it.for(wrong)('RHY-1 is told field by field: %s', ([, rhythm, problems]) => {
    expect(rhythmProblems(rhythm, utc, now)).toEqual(problems);
  });

  it('RHY-1 has no problem otherwise, in the past too when dates are left', () => {
    for (const rhythm of [
      weekly(),
      weekly({ from: '2020-01-01', until: '2027-03-02' }),
      weekly({ from: '2027-03-02', until: '2027-03-02' }),
      monthly({ nth: -1, day: 'su' }, { interval: 12, count: 1 }),
    ]) {
      expect(rhythmProblems(rhythm, utc, now)).toEqual({});
    }
  });
});
