import { coverLevel, house, type PersonId, recordedActOf } from '@holdspace/core';
import { describe, expect, it } from 'vitest';
import { eventTypes } from '../fixtures/given.ts';
import {
  ada,
  ben,
  cleo,
  dov,
  eli,
  fridays,
  GivenCover,
  hour,
  tuesdays,
  tuesdaysAt,
} from './cover-fixture.ts';

describe('who carries a meeting', () => {
  it('CVR-1 is who came into the circle as a facilitator, guests too, until they say that they can’t', () => {
    const given = new GivenCover();
    const guest = 'p_guest' as PersonId;
    const asked = given.meeting('1', 100, { regular: { staff: [ben, cleo], guests: [guest] } });
    expect(given.carriers(asked)).toEqual([ben, cleo, guest]);
    expect(eventTypes(given.cant(ben, asked))).toEqual(['CoverDeclined']);
    expect(given.cant(ben, asked)).toEqual([]);
    expect(given.carriers(asked)).toEqual([cleo, guest]);
    expect(coverLevel(2, 2)).toBe('covered');
    expect(coverLevel(3, 2)).toBe('covered');
    expect(coverLevel(1, 2)).toBe('half-covered');
    expect(coverLevel(0, 1)).toBe('uncovered');
  });

  it('CVR-1 is nobody who is asked only, and nobody whose role has ended, whatever the circle says yet', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 100);
    const carrying = { do: 'set-carrying', staff: ben, circle: tuesdays } as const;
    expect(eventTypes(given.by(ben, { ...carrying, onlyWhenAsked: true }))).toEqual([
      'CarryingSet',
    ]);
    expect(given.by(ben, { ...carrying, onlyWhenAsked: true })).toEqual([]);
    expect(given.carriers(asked)).toEqual([cleo]);
    expect(given.ownOf(ben, asked)).toBe('offered');
    given.by(ada, { do: 'change-staff', staff: cleo, circles: [fridays] });
    expect(given.carriers(asked)).toEqual([]);
    given.by(ben, { ...carrying, onlyWhenAsked: false });
    expect(given.carriers(asked)).toEqual([ben]);
    const strange = { ...carrying, circle: 'nowhere' as typeof tuesdays, onlyWhenAsked: true };
    expect(given.by(ben, strange)).toEqual({ refused: 'not-here' });
  });

  it('CVR-2 a place is free when fewer carry than are wanted, and the first yes has it', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 100);
    expect(given.ownOf(dov, asked)).toBe('none');
    expect(given.can(dov, asked)).toEqual({ refused: 'full' });
    given.cant(ben, asked);
    expect([dov, eli].map((each) => given.ownOf(each, asked))).toEqual(['offered', 'offered']);
    expect(eventTypes(given.can(dov, asked))).toEqual(['CoverGiven']);
    expect(given.can(dov, asked)).toEqual([]);
    expect(given.can(eli, asked)).toEqual({ refused: 'full' });
    expect(given.ownOf(eli, asked)).toBe('none');
    expect(given.carriers(asked)).toEqual([cleo, dov]);
  });

  it('CVR-2 a yes is one’s own, and only for who looks after the circle', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 100, { regular: { staff: [], guests: [] } });
    expect(given.answer('cover', dov, asked, eli)).toEqual({ refused: 'not-here' });
    expect(given.answer('cover', dov, asked, ada)).toEqual({ refused: 'not-here' });
    expect(given.can(ada, asked)).toEqual({ refused: 'not-here' });
    expect(given.ownOf(ada, asked)).toBeNull();
    expect(given.carriers(asked)).toEqual([]);
  });

  it('CVR-2 a yes can be taken back until 24 h before the start', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 100);
    given.cant(ben, asked);
    given.can(dov, asked);
    given.now = asked.start - 24 * hour - 1;
    expect(eventTypes(given.takeBack(dov, asked))).toEqual(['CoverAnswerTakenBack']);
    expect(given.takeBack(dov, asked)).toEqual([]);
    expect(given.ownOf(dov, asked)).toBe('offered');
    given.can(dov, asked);
    given.now = asked.start - 24 * hour;
    expect(given.takeBack(dov, asked)).toEqual({ refused: 'locked' });
    expect(given.cant(dov, asked)).toEqual({ refused: 'locked' });
    expect(given.carriers(asked)).toEqual([cleo, dov]);
    expect(eventTypes(given.cant(cleo, asked))).toEqual(['CoverDeclined']);
  });

  it('CVR-2 I can’t is taken back while the place is free, and so is a yes of who said it', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 100);
    given.cant(ben, asked);
    expect(eventTypes(given.takeBack(ben, asked))).toEqual(['CoverAnswerTakenBack']);
    expect(given.carriers(asked)).toEqual([ben, cleo]);
    given.cant(ben, asked);
    given.can(dov, asked);
    expect(given.takeBack(ben, asked)).toEqual({ refused: 'full' });
    given.takeBack(dov, asked);
    expect(eventTypes(given.can(ben, asked))).toEqual(['CoverAnswerTakenBack']);
    expect(given.ownOf(ben, asked)).toBe('regular');
  });

  it('CVR-2 who says no to an offer is not asked again for this meeting', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 100);
    given.cant(ben, asked);
    given.cant(dov, asked);
    expect(given.ownOf(dov, asked)).toBe('cant');
    expect(given.ownOf(eli, asked)).toBe('offered');
    given.takeBack(dov, asked);
    expect(given.ownOf(dov, asked)).toBe('offered');
  });

  it('CVR-2 there is nothing to answer once the meeting has begun', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 1);
    given.now = asked.start;
    for (const name of ['cant-cover', 'cover', 'take-back-cover'] as const) {
      expect(given.answer(name, ben, asked)).toEqual({ refused: 'closed' });
    }
  });

  it('CVR-2 a meeting that is moved asks everybody again who had said yes, and nobody who can’t is counted', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 100);
    given.cant(ben, asked);
    given.can(dov, asked);
    const moved = { ...asked, start: asked.start + 24 * hour, end: asked.end + 24 * hour };
    expect(given.carriers(moved)).toEqual([cleo]);
    expect(eventTypes(given.review([moved]))).toEqual(['CoverReplanned']);
    expect(given.review([moved])).toEqual([]);
    expect([ben, cleo, dov, eli].map((each) => given.ownOf(each, moved))).toEqual([
      ...['cant', 'regular', 'lapsed', 'offered'],
    ]);
    expect(eventTypes(given.can(dov, moved))).toEqual(['CoverGiven']);
    expect(given.carriers(moved)).toEqual([cleo, dov]);
  });

  it('CVR-2 a longer meeting keeps its yes, and a cancelled one keeps nothing', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 100);
    given.cant(ben, asked);
    given.can(dov, asked);
    const longer = { ...asked, end: asked.end + hour };
    given.review([longer]);
    expect(given.carriers(longer)).toEqual([cleo, dov]);
    given.review([]);
    expect(given.state.cover.meetings.size).toBe(0);
  });

  it('CVR-2 answers are dropped a week after the meeting', () => {
    const given = new GivenCover();
    given.cant(ben, given.meeting('1', 10));
    given.now += 7 * 24 * hour;
    given.cant(ben, given.meeting('2', 200));
    expect(given.state.cover.meetings.size).toBe(2);
    given.now += 24 * hour;
    given.cant(ben, given.meeting('3', 200));
    expect([...given.state.cover.meetings.keys()]).toEqual(['m_2', 'm_3']);
  });

  it('STF-3 the places of who is removed, or leads the circle no more, are free', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 100);
    const friday = given.meeting('2', 100, { circle: fridays, regular: { staff: [], guests: [] } });
    given.cant(ben, asked);
    given.can(dov, asked);
    given.can(dov, { ...friday, start: friday.start + 2 * hour, end: friday.end + 2 * hour });
    expect(given.state.cover.reviews.size).toBe(0);
    given.by(ada, { do: 'change-staff', staff: dov, circles: [fridays] });
    expect(given.carriers(asked)).toEqual([cleo]);
    expect(given.state.cover.meetings.get(friday.meeting)?.yes.has(dov)).toBe(true);
    expect([...given.state.cover.reviews.keys()]).toEqual([tuesdays]);
    given.limit(dov, 2);
    given.by(ada, { do: 'dismiss', staff: dov });
    expect(given.state.cover.meetings.has(friday.meeting)).toBe(false);
    expect(given.state.cover.carers.has(dov)).toBe(false);
    expect([...given.state.cover.reviews.keys()]).toEqual([tuesdays, fridays]);
  });
});

describe('a ceiling and a rest', () => {
  const none = { staff: [], guests: [] };

  it('CVR-3 hold for every yes, over all circles and with the regular meetings', () => {
    const given = new GivenCover();
    given.limit(dov, 2);
    given.own.set(dov, [tuesdaysAt('own', given.now + 24 * hour)]);
    const first = given.meeting('1', 50, { regular: none });
    const second = given.meeting('2', 100, { regular: none, circle: fridays });
    const later = given.meeting('3', 49 + 7 * 24, { regular: none });
    expect(eventTypes(given.can(dov, first))).toEqual(['CoverGiven']);
    expect(given.ownOf(dov, second)).toBe('none');
    expect(given.can(dov, second)).toEqual({ refused: 'too-soon' });
    expect(given.ownOf(eli, second)).toBe('offered');
    expect(given.ownOf(dov, later)).toBe('offered');
    given.cant(dov, given.meeting('own', 24, { regular: { staff: [dov], guests: [] } }));
    expect(eventTypes(given.can(dov, second))).toEqual(['CoverGiven']);
  });

  it('CVR-3 count seven days in a row, and an hour less for a clock change', () => {
    const given = new GivenCover();
    given.limit(dov, 1);
    given.can(dov, given.meeting('1', 30, { regular: none }));
    const week = 7 * 24;
    for (const [hours, answer] of [
      [30 + week - 2, { refused: 'too-soon' }],
      [30 + week - 1, ['CoverGiven']],
    ] as const) {
      const said = given.can(dov, given.meeting('2', hours, { regular: none }));
      expect('refused' in said ? said : eventTypes(said)).toEqual(answer);
    }
  });

  it('CVR-3 a rest is between the end of one and the start of the next, and two at once are never offered', () => {
    const given = new GivenCover();
    given.can(dov, given.meeting('1', 30, { regular: none }));
    expect(given.can(dov, given.meeting('2', 30.5, { regular: none }))).toEqual({
      refused: 'too-soon',
    });
    expect(given.ownOf(dov, given.meeting('2', 31, { regular: none }))).toBe('offered');
    given.limit(dov, null, 12);
    expect(given.ownOf(dov, given.meeting('2', 42.9, { regular: none }))).toBe('none');
    expect(given.ownOf(dov, given.meeting('2', 43, { regular: none }))).toBe('offered');
  });

  it('CVR-3 who can after all is held to them too, and a ceiling of 0 asks for nothing', () => {
    const given = new GivenCover();
    given.limit(ben, 1);
    const regular = given.meeting('1', 30);
    given.own.set(ben, [tuesdaysAt('1', regular.start)]);
    given.cant(ben, regular);
    given.can(ben, given.meeting('2', 60, { regular: none, circle: fridays }));
    expect(given.takeBack(ben, regular)).toEqual({ refused: 'too-soon' });
    given.limit(eli, 0);
    expect(given.ownOf(eli, given.meeting('3', 90, { regular: none }))).toBe('none');
  });

  it('CVR-3 are one’s own, and whole numbers of their kind', () => {
    const given = new GivenCover();
    expect(given.limit(dov, -1)).toEqual({ refused: 'bad-order' });
    expect(given.limit(dov, 1.5)).toEqual({ refused: 'bad-order' });
    expect(given.limit(dov, 15)).toEqual({ refused: 'bad-order' });
    expect(given.limit(dov, 1, 169)).toEqual({ refused: 'bad-order' });
    expect(eventTypes(given.limit(dov, 14, 168))).toEqual(['CoverLimitsSet']);
    expect(given.limit(dov, 14, 168)).toEqual([]);
    const forOther = { do: 'set-cover-limits', staff: dov, meetingsAWeek: 1, hoursBetween: 0 };
    expect(given.by(ada, forOther as never)).toEqual({ refused: 'not-here' });
  });

  it('CVR-3 no answer stands in the house record, where answers would add up', () => {
    const given = new GivenCover();
    const before = given.commits.length;
    const asked = given.meeting('1', 100);
    given.cant(ben, asked);
    given.can(dov, asked);
    given.takeBack(dov, asked);
    given.limit(dov, 2);
    given.by(ben, { do: 'set-carrying', staff: ben, circle: tuesdays, onlyWhenAsked: true });
    const facts = given.commits.slice(before).flatMap((commit) => commit.facts);
    expect(facts).toHaveLength(5);
    expect(facts.filter(({ act }) => act !== undefined)).toEqual([]);
    expect(given.commits.slice(before).map(recordedActOf)).toEqual(facts.map(() => null));
  });
});

describe('a meeting that nobody carries', () => {
  const alerts = (given: GivenCover) =>
    [...given.state.alerts.values()].map(({ kind, circle, meeting, state }) => {
      return { kind, circle, meeting, state };
    });
  const uncovered = { kind: 'uncovered', circle: tuesdays, meeting: 'm_1' };

  it('CVR-4 is an alert 48 h before, once, and settled when somebody says yes', () => {
    const given = new GivenCover();
    given.regular = { staff: [], guests: [] };
    const asked = given.meeting('1', 60);
    expect(given.review([asked])).toEqual([]);
    given.now = asked.start - 49 * hour;
    expect(eventTypes(given.review([asked]))).toEqual(['CoverMissed']);
    expect(given.review([asked])).toEqual([]);
    expect(house.deadlines(given.state)).toEqual([
      { at: asked.start - 48 * hour, command: { do: 'due-alerts' } },
    ]);
    given.now = asked.start - 48 * hour - 1;
    expect(given.when({ do: 'due-alerts' })).toEqual([]);
    given.now++;
    expect(eventTypes(given.when({ do: 'due-alerts' }))).toEqual(['AlertRaised', 'AlertGiven']);
    expect(alerts(given)).toEqual([{ ...uncovered, state: 'open' }]);
    expect(given.review([asked])).toEqual([]);
    given.can(dov, asked);
    expect(eventTypes(given.review([asked], { review: 0 }))).toEqual([
      ...['CoverFound', 'AlertSettled', 'CoverReviewed'],
    ]);
    expect(alerts(given)).toEqual([{ ...uncovered, state: 'settled' }]);
  });

  it('CVR-4 is one at once when the last who carried it can’t, and another one each time', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 40);
    given.review([asked]);
    given.cant(ben, asked);
    expect(given.review([asked])).toEqual([]);
    given.cant(cleo, asked);
    expect(eventTypes(given.review([asked]))).toEqual([
      ...['CoverMissed', 'AlertRaised', 'AlertGiven'],
    ]);
    given.now += hour;
    given.takeBack(cleo, asked);
    given.review([asked]);
    given.now += hour;
    given.cant(cleo, asked);
    given.review([asked]);
    expect(alerts(given)).toEqual([
      { ...uncovered, state: 'settled' },
      { ...uncovered, state: 'open' },
    ]);
  });

  it('CVR-4 is none for an hour after it was planned for tomorrow, and none when a guest carries it', () => {
    const given = new GivenCover();
    given.regular = { staff: [], guests: [] };
    const asked = given.meeting('1', 20);
    given.review([asked]);
    expect(house.deadlines(given.state)).toEqual([
      { at: given.now + hour, command: { do: 'due-alerts' } },
    ]);
    given.now += hour / 2;
    given.cant(dov, asked);
    given.review([asked]);
    expect(alerts(given)).toEqual([{ ...uncovered, state: 'open' }]);
    given.review([asked], { guests: ['p_guest' as PersonId] });
    expect(alerts(given)).toEqual([{ ...uncovered, state: 'settled' }]);
  });

  it('CVR-4 is settled when the meeting is cancelled, asked for again when it is moved, and stays until somebody has it when it has begun', () => {
    const given = new GivenCover();
    given.regular = { staff: [], guests: [] };
    const [first, second] = [given.meeting('1', 40), given.meeting('2', 41)];
    for (const each of [first, second]) given.cant(dov, each);
    given.review([first, second]);
    expect(alerts(given).map(({ state }) => state)).toEqual(['open', 'open']);
    given.review([second]);
    expect(alerts(given).map(({ state }) => state)).toEqual(['settled', 'open']);
    const moved = { ...second, start: second.start + 24 * hour, end: second.end + 24 * hour };
    given.review([moved]);
    expect(alerts(given).map(({ state }) => state)).toEqual(['settled', 'settled']);
    given.now = moved.start - 48 * hour;
    given.review([moved]);
    given.now = moved.start;
    given.review([moved]);
    const [, , last] = given.state.alerts.values();
    expect(last).toMatchObject({ state: 'open', over: true });
    expect(given.state.cover.missing.size).toBe(0);
  });

  it('CVR-4 is looked at again for an answer within 48 h, and that is due until it was', () => {
    const given = new GivenCover();
    const asked = given.meeting('1', 49);
    given.cant(ben, asked);
    expect(house.restingDeadline(given.state, given.now)).toBeNull();
    given.now += hour;
    given.takeBack(ben, asked);
    expect([...given.state.cover.reviews]).toEqual([[tuesdays, 0]]);
    given.cant(ben, asked);
    expect([...given.state.cover.reviews]).toEqual([[tuesdays, 1]]);
    expect(house.restingDeadline(given.state, given.now)).toBe(0);
    expect(given.review([asked], { review: 0 })).toEqual([]);
    expect(eventTypes(given.review([asked], { review: 1 }))).toEqual(['CoverReviewed']);
    expect(house.restingDeadline(given.state, given.now)).toBeNull();
  });
});
