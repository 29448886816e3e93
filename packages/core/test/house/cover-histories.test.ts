/** Random histories of answers, limits and moves: what CVR-2 and CVR-3 promise holds after each. */
import type { CoveredMeeting, MeetingId, PersonId, RegularMeeting } from '@holdspace/core';
import { carersOf, coverEntryOf, isRefusal } from '@holdspace/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ben, cleo, dov, eli, fridays, GivenCover, hour, tuesdays } from './cover-fixture.ts';

const people = [ben, cleo, dov, eli] as const;
const week = 7 * 24 * hour;

const act = fc.record({
  what: fc.constantFrom(
    'cant-cover',
    'cover',
    'cover',
    'cover',
    'take-back-cover',
    'limit',
    'move',
  ),
  who: fc.nat({ max: people.length - 1 }),
  meeting: fc.nat({ max: 11 }),
  hours: fc.integer({ min: -30, max: 30 }),
  ceiling: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
  rest: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
  wait: fc.integer({ min: 0, max: 20 }),
});

/** Four meetings a week in two circles, of which ben and cleo lead one each. */
class Story extends GivenCover {
  readonly meetings: CoveredMeeting[];

  constructor(times: readonly number[]) {
    super();
    this.meetings = times.map((inHours, n) => {
      const circle = n % 2 ? fridays : tuesdays;
      const regular = { staff: [n % 2 ? ben : cleo], guests: [] };
      return this.meeting(String(n), 30 + inHours, { circle, regular, wanted: 1 + (n % 3) });
    });
  }

  carriedBy(person: PersonId): CoveredMeeting[] {
    return this.meetings.filter((each) => {
      const { regular, yes } = carersOf(this.state, each);
      return regular.includes(person) || yes.includes(person);
    });
  }

  /** What the server passes. */
  leads(person: PersonId): RegularMeeting[] {
    return this.meetings.filter(({ regular }) => regular.staff.includes(person));
  }
}

/** The most starts within seven days, less the hour of a clock change, that hold this one. */
function mostAround(starts: readonly number[], start: number): number {
  const around = starts.filter((each) => Math.abs(each - start) < week - hour);
  return Math.max(
    ...around
      .filter((first) => first <= start)
      .map((first) => around.filter((each) => each >= first && each - first < week - hour).length),
  );
}

it('CVR-3 random histories never exceed a ceiling or a rest with a yes, and CVR-2 never have more yes than places', () => {
  let said = 0;
  const history = fc.tuple(
    fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 12, maxLength: 12 }),
    fc.array(act, { minLength: 20, maxLength: 60 }),
  );
  fc.assert(
    fc.property(history, ([times, acts]) => {
      const story = new Story(times);
      const limits = new Map<PersonId, [number | null, number | null]>();
      for (const { what, who, meeting, hours, ceiling, rest, wait } of acts) {
        story.now += wait * hour;
        const person = people[who] ?? ben;
        const asked = story.meetings[meeting];
        if (!asked) continue;
        if (what === 'limit') {
          story.limit(person, ceiling, rest);
          limits.set(person, [ceiling, rest]);
          continue;
        }
        if (what === 'move') {
          const start = Math.max(story.now + hour, asked.start + hours * hour);
          story.meetings[meeting] = { ...asked, start, end: start + hour };
          const { circle, wanted, regular } = asked;
          const meetings = story.meetings.filter((each) => each.circle === circle);
          const plan = { circle, review: null, meetings, wanted, regular };
          story.when({ do: 'review-cover', ...plan });
          continue;
        }
        story.own.set(person, story.leads(person));
        const places = asked.wanted;
        const decision = story.answer(what, person, asked);
        if (isRefusal(decision) || decision.length === 0) continue;
        const { regular, yes } = carersOf(story.state, asked);
        if (!regular.includes(person) && !yes.includes(person)) continue;
        said++;
        expect(regular.length + yes.length).toBeLessThanOrEqual(Math.max(places, regular.length));
        const carried = story.carriedBy(person);
        const [most, least] = limits.get(person) ?? [null, null];
        const starts = carried.map((each) => each.start);
        if (most !== null) expect(mostAround(starts, asked.start)).toBeLessThanOrEqual(most);
        for (const other of carried) {
          if (other.meeting === asked.meeting) continue;
          const between = Math.max(other.start - asked.end, asked.start - other.end);
          expect(between).toBeGreaterThanOrEqual((least ?? 0) * hour);
        }
        expect(coverEntryOf(story.state, asked)?.cant.has(person) ?? false).toBe(false);
      }
    }),
    { numRuns: 400, seed: 13 },
  );
  // Answers that are refused prove nothing.
  expect(said).toBeGreaterThan(1000);
});

it('CVR-2 a moved meeting is carried by nobody because of an old yes', () => {
  const story = new Story([10]);
  const meeting = story.meetings[0];
  if (!meeting) throw new Error('There is no meeting.');
  story.cant(cleo, meeting);
  story.can(dov, meeting);
  const moved = { ...meeting, start: meeting.start + hour, end: meeting.end + hour };
  expect(carersOf(story.state, moved).yes).toEqual([]);
  expect(coverEntryOf(story.state, { meeting: 'm_none' as MeetingId, start: 0 })).toBeNull();
});
