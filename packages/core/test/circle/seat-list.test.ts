/** Seats in meetings to come and the waiting list (RHY-6). */
import { createHmac } from 'node:crypto';
import {
  type CircleCommand,
  isRefusal,
  type LinkId,
  type MeetingId,
  ownSeatIn,
  type PersonId,
  type Rhythm,
  type SeatTokenOf,
  seatKeySlot,
  seatPlan,
  standingInMeeting,
  waitingPlaceIn,
} from '@holdspace/core';
import { factsOf } from '@holdspace/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hour, type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';

const day = 24 * hour;
const minute = 60_000;
const meetingOf = (week: number) => `m${week}` as MeetingId;
const [first, second, third] = [meetingOf(1), meetingOf(2), meetingOf(3)];
const startOf = (week: number) => week * 7 * day;
const rule: Rhythm = {
  ...{ every: 'week', interval: 1, on: ['th'], at: '00:00' },
  ...{ zone: 'UTC', from: '1970-01-01' },
};
const slots = [1, 2, 3].map((week) => ({
  meeting: meetingOf(week),
  date: `1970-01-${String(1 + 7 * week).padStart(2, '0')}`,
  start: startOf(week),
}));
const setRhythm = { do: 'set-rhythm', rule, minutes: 60, slots, next: startOf(4) } as const;

const tokenOf: SeatTokenOf = (key, member) =>
  createHmac('sha256', key).update(member).digest('base64url').slice(0, 22) as never;

const names = ['ada', 'ben', 'cleo', 'dov', 'eve'];

/** A circle that meets every week, with so many seats, and these members as they joined. */
function weekly(seats: number, members: readonly string[] = names): OpenCircle {
  const open = openCircle();
  open.when({ do: 'set-settings', settings: { seats } });
  open.when(setRhythm);
  for (const name of members) join(open, name);
  return open;
}

function join(open: OpenCircle, name: string, role: 'facilitator' | 'participant' = 'participant') {
  const link = `l_${name}` as LinkId;
  open.when({ do: 'invite', link, hash: name, role, uses: 1, label: '', expires: 1000 * day });
  const browser = `browser of ${name}`;
  open.redeem(name, person(name), { browser, name, life: 1000 * day });
}

/** As the server does: a key when there is none, then the choice by token. */
function choose(open: OpenCircle, name: string, wanted: boolean, meeting = first) {
  const known = () => open.words.get(seatKeySlot(meeting));
  if (!known()) open.when({ do: 'key-seats', meeting, key: `key of ${meeting} ${open.now}` });
  const member = person(name);
  const token = tokenOf(known() ?? '', member);
  return open.when({ do: 'choose-seat', meeting, member, token, wanted });
}
const decline = (open: OpenCircle, name: string, meeting = first) =>
  choose(open, name, false, meeting);
const comeBack = (open: OpenCircle, name: string, meeting = first) =>
  choose(open, name, true, meeting);

const planOf = (open: OpenCircle, meeting = first) =>
  seatPlan(open.state, open.words, meeting, tokenOf);
const named = (people: Iterable<PersonId>) => [...people].map((each) => each.slice(2));
const seated = (open: OpenCircle, meeting = first) =>
  named(planOf(open, meeting)?.seated ?? []).toSorted();
const waiting = (open: OpenCircle, meeting = first) => named(planOf(open, meeting)?.waiting ?? []);
const seatOf = (open: OpenCircle, name: string, meeting = first) =>
  ownSeatIn(planOf(open, meeting), person(name));

describe('the list of seats', () => {
  it('RHY-6 members have a seat as they joined, and beyond the seats they wait in that order', () => {
    const open = weekly(2);
    expect(seated(open)).toEqual(['ada', 'ben']);
    expect(waiting(open)).toEqual(['cleo', 'dov', 'eve']);
    expect(waitingPlaceIn(planOf(open), person('dov'))).toBe(2);
    expect(waitingPlaceIn(planOf(open), person('ada'))).toBeNull();
    join(open, 'fay');
    expect(waiting(open).at(-1)).toBe('fay');
  });

  it('RHY-6 after a not this time the list moves up by itself; who comes back is the last', () => {
    const open = weekly(2);
    decline(open, 'ada');
    expect(seatOf(open, 'ada')).toBe('not-this-time');
    expect(seated(open)).toEqual(['ben', 'cleo']);
    decline(open, 'ben');
    comeBack(open, 'ada');
    comeBack(open, 'ben');
    expect(seated(open)).toEqual(['cleo', 'dov']);
    expect(waiting(open)).toEqual(['eve', 'ada', 'ben']);
  });

  it('RHY-6 who came back stands before who joins after that, and keeps a seat they have', () => {
    const open = weekly(2, ['ada', 'ben']);
    decline(open, 'ben');
    comeBack(open, 'ben');
    join(open, 'cleo');
    expect(seated(open)).toEqual(['ada', 'ben']);
    decline(open, 'ada');
    expect(seated(open)).toEqual(['ben', 'cleo']);
    join(open, 'dov');
    comeBack(open, 'ada');
    join(open, 'eve');
    expect(waiting(open)).toEqual(['dov', 'ada', 'eve']);
    decline(open, 'dov');
    comeBack(open, 'dov');
    expect(waiting(open)).toEqual(['ada', 'eve', 'dov']);
    expect(waiting(open, second)).toEqual(['cleo', 'dov', 'eve']);
    open.when({ do: 'forget-me' }, { actor: person('eve') });
    expect(waiting(open)).toEqual(['ada', 'dov']);
    expect(JSON.stringify([...open.state.seatLists])).not.toContain(person('eve'));
  });

  it('RHY-6 said twice is said once, and nobody keeps a place by asking again', () => {
    const open = weekly(1, ['ada', 'ben', 'cleo']);
    expect(comeBack(open, 'cleo')).toEqual([]);
    decline(open, 'cleo');
    expect(decline(open, 'cleo')).toEqual([]);
    decline(open, 'ben');
    comeBack(open, 'ben');
    comeBack(open, 'cleo');
    expect(comeBack(open, 'ben')).toEqual([]);
    expect(waiting(open)).toEqual(['ben', 'cleo']);
    decline(open, 'ben');
    comeBack(open, 'ben');
    expect(waiting(open)).toEqual(['cleo', 'ben']);
  });

  it('RHY-6 each meeting has a list of its own', () => {
    const open = weekly(5);
    decline(open, 'ada', second);
    expect(seatOf(open, 'ada')).toBe('seat');
    expect(seatOf(open, 'ada', second)).toBe('not-this-time');
    expect(seatOf(open, 'ada', third)).toBe('seat');
  });

  it('RHY-6 facilitators need no seat, and who may not come has none', () => {
    const open = weekly(2, ['ada', 'ben']);
    join(open, 'rowan', 'facilitator');
    expect(seatOf(open, 'rowan')).toBeNull();
    expect(decline(open, 'rowan')).toEqual({ refused: 'not-yours' });
    const excluded = (until: number | null): CircleCommand => ({
      ...{ do: 'exclude', member: person('ada'), until, everywhere: false },
    });
    open.when(excluded(startOf(1)));
    expect(seatOf(open, 'ada')).toBe('seat');
    open.when(excluded(startOf(1) + 1));
    expect(seatOf(open, 'ada')).toBeNull();
    expect(seated(open)).toEqual(['ben']);
    expect(decline(open, 'ada')).toEqual({ refused: 'not-yours' });
    expect(choose(open, 'stranger', false)).toEqual({ refused: 'not-yours' });
  });

  it('RHY-6 the list moves up when a member leaves for good or a seat is added', () => {
    const open = weekly(2);
    open.when({ do: 'forget-me' }, { actor: person('ada') });
    expect(seated(open)).toEqual(['ben', 'cleo']);
    open.when({ do: 'set-settings', settings: { seats: 3 } });
    expect(seated(open)).toEqual(['ben', 'cleo', 'dov']);
  });

  it('RHY-6 stands still when the doors are open: nobody is taken off, and who comes back is the last', () => {
    const open = weekly(2);
    decline(open, 'ben');
    open.now = startOf(1) - 10 * minute - 1;
    expect(decline(open, 'cleo')).toHaveLength(1);
    open.now++;
    expect(decline(open, 'ada')).toEqual({ refused: 'stale' });
    // What was said before can be said again.
    expect(decline(open, 'ben')).toEqual([]);
    expect(comeBack(open, 'ben')).toHaveLength(1);
    expect(seated(open)).toEqual(['ada', 'dov']);
    expect(waiting(open)).toEqual(['eve', 'ben']);
  });

  it('RHY-6 stands still when a facilitator opens the doors early', () => {
    const open = weekly(2);
    open.when({ do: 'key-seats', meeting: first, key: 'k' });
    const member = person('ada');
    const named = { meeting: first, member, token: tokenOf('k', member), wanted: false } as const;
    expect(open.when({ do: 'choose-seat', ...named, begun: true })).toEqual({ refused: 'stale' });
  });

  it('RHY-6 there is no list in a circle without a rhythm', () => {
    const open = openCircle();
    open.when({ do: 'schedule', meeting: first, start: startOf(1), end: startOf(1) + hour });
    join(open, 'ada');
    expect(planOf(open)).toBeNull();
    expect(decline(open, 'ada')).toEqual({ refused: 'closed' });
    expect(open.state.seatLists.size).toBe(0);
    const standing = standingInMeeting(open.state, open.words, person('ada'), first, tokenOf);
    expect(standing).not.toHaveProperty('hasSeat');
  });

  it('RHY-6 only the server speaks for members', () => {
    const open = weekly(2);
    const [member, token] = [person('ada'), tokenOf('k', person('ada'))];
    open.when({ do: 'key-seats', meeting: first, key: 'k' });
    const asks = { do: 'choose-seat', meeting: first, member, token, wanted: false } as const;
    expect(open.when(asks, { actor: person('ben') })).toEqual({ refused: 'not-here' });
    expect(open.byOrganiser(asks)).toEqual({ refused: 'not-here' });
    expect(open.byOrganiser({ do: 'key-seats', meeting: second, key: 'x' })).toEqual({
      refused: 'not-here',
    });
  });

  it('RHY-6 a meeting knows whether somebody has a seat, and nothing else of the list', () => {
    const open = weekly(1, ['ada', 'ben', 'cleo']);
    decline(open, 'cleo');
    const of = (name: string) =>
      standingInMeeting(open.state, open.words, person(name), first, tokenOf);
    expect(of('ada')?.hasSeat).toBe(true);
    // Who waits and who said not this time are told apart by nothing.
    expect(of('ben')?.hasSeat).toBe(false);
    expect(of('cleo')?.hasSeat).toBe(false);
    expect(Object.keys(of('ben') ?? {})).toEqual(Object.keys(of('cleo') ?? {}));
    expect(of('ada')).toBe(of('ada'));
  });
});

describe('what is remembered of a not this time', () => {
  it('RHY-6 no fact has a member next to a decline', () => {
    const open = weekly(2);
    const said = [
      ...[decline(open, 'ada'), comeBack(open, 'ada'), decline(open, 'cleo')],
      open.when({ do: 'end-meeting', meeting: first }),
    ].map((decision) => factsOf(isRefusal(decision) ? [] : decision));
    expect(said.flat().map(({ type }) => type)).toContain('SeatDeclined');
    const kept = JSON.stringify([said, [...open.state.seatLists]]);
    for (const name of names) expect(kept).not.toContain(person(name));
  });

  it.each<[string, CircleCommand]>([
    ['is over', { do: 'end-meeting', meeting: first, came: [person('ada')] }],
    ['is cancelled', { do: 'cancel-meeting', meeting: first, note: 'Ice' }],
    ['falls into a pause', { do: 'pause', until: null }],
    ['comes after the end of the circle', { do: 'end-circle', last: null, text: '' }],
    ['is dropped with the rhythm', { do: 'end-rhythm' }],
  ])('RHY-6 key and tokens go in the commit after which the meeting %s', (_, command) => {
    const open = weekly(2);
    decline(open, 'ada');
    const tokens = open.state.seatLists.get(first)?.declined ?? [];
    expect(tokens).toHaveLength(1);
    const events = open.when(command);
    expect(isRefusal(events) ? events : events.at(-1)).toEqual({
      ...{ type: 'SeatsForgotten', meetings: [first] },
      erases: [seatKeySlot(first)],
    });
    expect(open.words.has(seatKeySlot(first))).toBe(false);
    expect(open.state.seatLists.size).toBe(0);
    expect(JSON.stringify([...open.words])).not.toContain('key of');
  });

  it('RHY-6 a meeting that comes back begins with a new list', () => {
    const open = weekly(2);
    decline(open, 'ada');
    open.when({ do: 'pause', until: null });
    open.when({ do: 'resume' });
    expect(seatOf(open, 'ada')).toBe('seat');
    decline(open, 'ben');
    expect(open.words.has(seatKeySlot(first))).toBe(true);
    expect(seatOf(open, 'ben')).toBe('not-this-time');
  });

  it('RHY-6 a meeting that is moved keeps its list', () => {
    const open = weekly(2);
    decline(open, 'ada');
    const start = startOf(1) + 2 * hour;
    open.when({ do: 'move-meeting', meeting: first, start, end: start + hour });
    expect(seatOf(open, 'ada')).toBe('not-this-time');
  });
});

describe('the list of seats, in random histories', () => {
  const people = ['ada', 'ben', 'cleo', 'dov', 'eve', 'fay', 'gil'];
  const step = fc.record({
    what: fc.constantFrom('decline', 'return', 'join', 'leave', 'seats', 'twice'),
    who: fc.constantFrom(...people),
    n: fc.integer({ min: 1, max: 5 }),
  });

  function play(
    open: OpenCircle,
    { what, who, n }: typeof step extends fc.Arbitrary<infer Step> ? Step : never,
  ) {
    const isMember = open.state.members.has(person(who));
    if (what === 'seats') open.when({ do: 'set-settings', settings: { seats: n } });
    else if (what === 'join' && !isMember && !open.state.hashes.has(who)) join(open, who);
    else if (what === 'leave' && isMember) {
      open.when({ do: 'forget-me' }, { actor: person(who) });
    } else if (what === 'decline' || what === 'return') choose(open, who, what === 'return');
    else if (what === 'twice') {
      comeBack(open, who);
      comeBack(open, who);
    }
  }

  it('RHY-6 never seat more than there are seats, and never leave one empty while somebody waits', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const open = weekly(2, people.slice(0, 4));
        for (const each of steps) {
          play(open, each);
          const { seats } = open.state.settings;
          const plan = planOf(open);
          expect(plan?.seated.size).toBeLessThanOrEqual(seats);
          if ((plan?.waiting.length ?? 0) > 0) expect(plan?.seated.size).toBe(seats);
          const all = [
            ...(plan?.seated ?? []),
            ...(plan?.waiting ?? []),
            ...(plan?.declined ?? []),
          ];
          expect(new Set(all).size).toBe(all.length);
          expect(all.toSorted()).toEqual([...open.state.members.keys()].toSorted());
        }
      }),
      { numRuns: 150, seed: 2072 },
    );
  });

  it('RHY-6 nobody is passed by who asks twice, and the order of the others stays', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const open = weekly(2, people.slice(0, 4));
        for (const each of steps) {
          const order = () => {
            const plan = planOf(open);
            return named([...(plan?.seated ?? []), ...(plan?.waiting ?? [])]);
          };
          const before = order();
          play(open, each);
          const after = order();
          const stay = before.filter((who) => after.includes(who) && who !== each.who);
          expect(after.filter((who) => stay.includes(who))).toEqual(stay);
          if (each.what === 'join' && !before.includes(each.who) && after.includes(each.who))
            expect(after.at(-1)).toBe(each.who);
          const isThere = before.includes(each.who) && after.includes(each.who);
          if (isThere)
            expect(after.indexOf(each.who)).toBeGreaterThanOrEqual(before.indexOf(each.who));
        }
      }),
      { numRuns: 1000, seed: 2073 },
    );
  });
});
