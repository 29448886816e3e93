/// <reference lib="esnext.temporal" />
/**
 * Rhythms in zones whose clocks change (RHY-1, RHY-2). What is right is said by others: which local
 * time an instant has by `Intl.DateTimeFormat`, and which dates a rule has by `rrule-temporal`.
 */
import {
  firstSlotsFrom,
  localTimeAt,
  type Rhythm,
  type RhythmSlot,
  slotsOf,
  type Weekday,
  weekdays,
} from '@holdspace/core';
import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { describe, expect, it } from 'vitest';
import { zoneNameOf, zoneRules } from '../../src/circles/zone-rules.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Zones that change their clocks, did so, or have an odd offset. */
const zones = [
  ...['Europe/Berlin', 'Europe/London', 'Europe/Dublin', 'Europe/Moscow', 'America/New_York'],
  ...['America/Sao_Paulo', 'America/St_Johns', 'America/Santiago', 'America/Havana'],
  ...['America/Nuuk', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Kolkata', 'Asia/Kathmandu'],
  ...['Asia/Tehran', 'Asia/Beirut', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Chatham'],
  ...['Pacific/Apia', 'Antarctica/Troll', 'UTC'],
];

/** Of these, since 2005. */
const steadyZones = ['Asia/Kolkata', 'Asia/Kathmandu', 'UTC'];

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  const made =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit' },
    });
  formatters.set(timeZone, made);
  return made;
};

/** `2027-03-02T19:00`, by the formatter alone. */
function shownAt(instant: number, zone: string): string {
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
}
const offsetShownAt = (instant: number, zone: string) =>
  Date.parse(`${shownAt(instant, zone)}Z`) - Math.floor(instant / minute) * minute;

/** Every instant that shows this local time: for each offset of the days around, at most one. */
function instantsOf(local: string, zone: string): readonly number[] {
  const asUtc = Date.parse(`${local}Z`);
  const offsets = new Set<number>();
  for (let at = asUtc - 2 * day; at <= asUtc + 2 * day; at += 6 * hour) {
    offsets.add(offsetShownAt(at, zone));
  }
  return [...offsets]
    .map((offset) => asUtc - offset)
    .filter((at) => shownAt(at, zone) === local)
    .sort((a, b) => a - b);
}

/** The instant that RHY-2 asks for, and why it has another local time. */
function expectedOf(local: string, zone: string): Omit<RhythmSlot, 'date'> {
  const [first, ...more] = instantsOf(local, zone);
  if (first !== undefined) return { start: first, adjusted: more.length > 0 ? 'twice' : null };
  // Of the times beside the gap: as long after it as the time was after its beginning.
  const asUtc = Date.parse(`${local}Z`);
  const before = offsetShownAt(asUtc - 2 * day, zone);
  return { start: asUtc - before, adjusted: 'gap' };
}

interface ClockChange {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** The first minute of the change that lies between two instants with different offsets. */
function changeBetween(from: number, to: number, zone: string): ClockChange {
  const before = offsetShownAt(from, zone);
  let [low, high] = [from, to];
  while (high - low > minute) {
    const middle = low + Math.floor((high - low) / 2 / minute) * minute;
    if (offsetShownAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return { at: high, before, after: offsetShownAt(high, zone) };
}

function clockChangesOf(zone: string): ClockChange[] {
  const changes: ClockChange[] = [];
  for (let at = Date.parse('2005-01-01'); at < Date.parse('2031-01-01'); at += 4 * day) {
    if (offsetShownAt(at, zone) === offsetShownAt(at + 4 * day, zone)) continue;
    changes.push(changeBetween(at, at + 4 * day, zone));
  }
  return changes;
}

const dateBetween = (from: string, to: string) =>
  fc
    .integer({ min: Date.parse(from) / day, max: Date.parse(to) / day })
    .map((number) => new Date(number * day).toISOString().slice(0, 10));
/** Half of them in the hours in which clocks are changed. */
const anyTime = fc
  .oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 239 }))
  .map((minutes) => new Date(minutes * minute).toISOString().slice(11, 16));
const anyBounds = {
  zone: fc.constantFrom(...zones),
  at: anyTime,
  from: dateBetween('1972-01-01', '2036-01-01'),
};
const anyWeekday = fc.constantFrom<Weekday>(...weekdays);
const anyRhythm: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.record({
    every: fc.constant('week' as const),
    interval: fc.integer({ min: 1, max: 6 }),
    on: fc.uniqueArray(anyWeekday, { minLength: 1, maxLength: 7 }),
    ...anyBounds,
  }),
  fc.record({
    every: fc.constant('month' as const),
    interval: fc.integer({ min: 1, max: 12 }),
    on: fc.record({ nth: fc.constantFrom(1, 2, 3, 4, -1), day: anyWeekday }),
    ...anyBounds,
  }),
);

const startOf = ({ from, zone }: Rhythm) => zoneRules.instantOf(from, '00:00', zone).at;
const dayNumber = (date: string) => Date.parse(date) / day;

/**
 * The dates of the same rule, as the library reads it. Without a zone: in some of them the library
 * leaves out a midnight that does not exist, where RFC 5545 and RHY-2 move it.
 */
function recurringDates(rhythm: Rhythm, count: number): readonly string[] {
  const { from, interval } = rhythm;
  const days =
    rhythm.every === 'week'
      ? rhythm.on.map((each) => each.toUpperCase())
      : [`${rhythm.on.nth}${rhythm.on.day.toUpperCase()}`];
  const rule = new RRuleTemporal({
    freq: rhythm.every === 'week' ? 'WEEKLY' : 'MONTHLY',
    ...{ interval, count, byDay: days, wkst: 'MO', tzid: 'UTC' },
    dtstart: Temporal.PlainDate.from(from).toZonedDateTime('UTC'),
  });
  return rule.all().map((each) => each.toPlainDate().toString());
}

describe('a rhythm in any zone', () => {
  it('RHY-2 each meeting has the local time that was asked, or the rule says why not', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(anyRhythm, (rhythm) => {
        for (const { date, start, adjusted } of firstSlotsFrom(
          rhythm,
          zoneRules,
          startOf(rhythm),
          20,
        )) {
          const { at, zone } = rhythm;
          expect({ date, start, adjusted }).toEqual({
            date,
            ...expectedOf(`${date}T${at}`, zone),
          });
          expect(localTimeAt(start, zone, zoneRules)).toBe(shownAt(start, zone));
          if (adjusted !== 'gap') expect(shownAt(start, zone)).toBe(`${date}T${at}`);
        }
      }),
      { numRuns: 200, seed: 1982 },
    );
  });

  it.each(zones)('RHY-2 holds at every clock change of %s from 2005 to 2030', (zone) => {
    const changes = clockChangesOf(zone);
    expect(changes.length > 0).toBe(!steadyZones.includes(zone));
    for (const { at, before, after } of changes) {
      // Within the hour that does not exist, or that exists twice, as a local time.
      const size = Math.abs(after - before);
      const wall = new Date(at + Math.min(before, after) + Math.floor(size / 2 / minute) * minute);
      const asked = wall.toISOString().slice(0, 16);
      const rhythm: Rhythm = {
        ...{ every: 'week', interval: 1, on: [weekdays[(wall.getUTCDay() + 6) % 7] ?? 'mo'], zone },
        ...{ at: asked.slice(11), from: asked.slice(0, 10), count: 2 },
      };
      const [first, second] = firstSlotsFrom(rhythm, zoneRules, at - 3 * day, 2);
      const adjusted = after > before ? 'gap' : 'twice';
      expect(first).toMatchObject({ ...expectedOf(asked, zone), adjusted });
      const next = `${second?.date}T${rhythm.at}`;
      expect(second).toMatchObject(expectedOf(next, zone));
    }
  });

  it('RHY-1 has the dates that another implementation of recurrences has', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(anyRhythm, fc.integer({ min: 1, max: 40 }), (rhythm, count) => {
        const slots = firstSlotsFrom({ ...rhythm, count }, zoneRules, 0, 100);
        expect(slots.map(({ date }) => date)).toEqual(recurringDates(rhythm, count));
      }),
      { numRuns: 300, seed: 1982 },
    );
  });

  it('RHY-1 does not drift over ten years', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anyRhythm, (rhythm) => {
        const from = startOf(rhythm);
        const dates = slotsOf(rhythm, zoneRules, from, from + 3652 * day).map(({ date }) => date);
        const wanted = rhythm.every === 'week' ? rhythm.on : [rhythm.on.day];
        for (const date of dates) {
          expect(wanted).toContain(weekdays[(new Date(date).getUTCDay() + 6) % 7]);
        }
        if (rhythm.every !== 'week') return;
        const { interval, on } = rhythm;
        for (const [index, date] of dates.entries()) {
          const later = dates[index + on.length];
          if (later) expect(dayNumber(later) - dayNumber(date)).toBe(7 * interval);
        }
        const weeks = 3652 / 7 / interval;
        expect(dates.length).toBeGreaterThan((weeks - 1) * on.length - on.length);
        expect(dates.length).toBeLessThanOrEqual((weeks + 1) * on.length);
      }),
      { numRuns: 60, seed: 1982 },
    );
  });

  it('RHY-1 has the same meetings whenever a node asks, and in whatever pieces', {
    timeout: 120_000,
  }, () => {
    const anyCuts = fc.array(fc.integer({ min: 0, max: 400 * 24 * 60 }), { maxLength: 6 });
    fc.assert(
      fc.property(anyRhythm, anyCuts, (rhythm, minutes) => {
        const from = startOf(rhythm);
        const cuts = [0, ...minutes.toSorted((a, b) => a - b), 400 * 24 * 60].map(
          (each) => from + each * minute,
        );
        const whole = slotsOf(rhythm, zoneRules, from, from + 400 * day);
        const pieces = cuts
          .slice(1)
          .flatMap((to, index) => slotsOf(rhythm, zoneRules, cuts[index] ?? from, to));
        expect(pieces).toEqual(whole);
      }),
      { numRuns: 100, seed: 1982 },
    );
  });
});

describe('a clock change', () => {
  const berlin = { every: 'week', interval: 1, on: ['su'], zone: 'Europe/Berlin' } as const;
  const startsOf = (rhythm: Rhythm, count = 3) =>
    firstSlotsFrom(rhythm, zoneRules, startOf(rhythm), count).map(({ start, adjusted }) => [
      new Date(start).toISOString(),
      adjusted,
    ]);

  it('RHY-2 leaves 19:00 in Berlin at 19:00', () => {
    expect(startsOf({ ...berlin, at: '19:00', from: '2027-03-21' })).toEqual([
      ['2027-03-21T18:00:00.000Z', null],
      ['2027-03-28T17:00:00.000Z', null],
      ['2027-04-04T17:00:00.000Z', null],
    ]);
  });

  it('RHY-2 moves a time that does not exist forward by the gap, once', () => {
    expect(startsOf({ ...berlin, at: '02:30', from: '2027-03-21' })).toEqual([
      ['2027-03-21T01:30:00.000Z', null],
      ['2027-03-28T01:30:00.000Z', 'gap'],
      ['2027-04-04T00:30:00.000Z', null],
    ]);
  });

  it('RHY-2 takes the first of a time that exists twice', () => {
    expect(startsOf({ ...berlin, at: '02:30', from: '2027-10-31' }, 2)).toEqual([
      ['2027-10-31T00:30:00.000Z', 'twice'],
      ['2027-11-07T01:30:00.000Z', null],
    ]);
  });

  it('RHY-2 is half an hour on Lord Howe', () => {
    const rhythm = { ...berlin, zone: 'Australia/Lord_Howe', at: '02:15' };
    expect(startsOf({ ...rhythm, from: '2026-10-04' }, 1)).toEqual([
      ['2026-10-03T15:45:00.000Z', 'gap'],
    ]);
    expect(shownAt(Date.parse('2026-10-03T15:45:00Z'), rhythm.zone)).toBe('2026-10-04T02:45');
  });

  it('RHY-2 knows the midnight that São Paulo left out', () => {
    const rhythm = { ...berlin, zone: 'America/Sao_Paulo', at: '00:00', from: '2018-11-04' };
    expect(startsOf(rhythm, 2)).toEqual([
      ['2018-11-04T03:00:00.000Z', 'gap'],
      ['2018-11-11T02:00:00.000Z', null],
    ]);
  });

  it('RHY-2 moves a day that a zone left out to the next one', () => {
    const rhythm = { ...berlin, on: ['fr'], zone: 'Pacific/Apia', at: '19:00' } as const;
    expect(startsOf({ ...rhythm, from: '2011-12-23' }, 3)).toEqual([
      ['2011-12-24T05:00:00.000Z', null],
      ['2011-12-31T05:00:00.000Z', 'gap'],
      ['2012-01-06T05:00:00.000Z', null],
    ]);
  });
});

describe('names of zones', () => {
  it('RHY-1 are those of the IANA list, old ones too, in any case', () => {
    expect(zoneNameOf('europe/BERLIN')).toBe('Europe/Berlin');
    expect(zoneNameOf('Asia/Calcutta')).toBe('Asia/Calcutta');
    expect(zoneNameOf('utc')).toBe('UTC');
    for (const zone of zones) expect(zoneRules.isZone(zone)).toBe(true);
  });

  it.for(['', '+02:00', '-0500', 'Berlin', 'Europe/', '../etc', 'Europe/Berlin ', '\0', 'Z'])(
    'RHY-1 are no offsets and nothing else: %j',
    (zone) => expect(zoneRules.isZone(zone)).toBe(false),
  );
});
