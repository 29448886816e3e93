import type { MeetingId } from '@holdspace/core';
import { circle, circleSlots, currentMeeting, standingOf } from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventTypes, Given } from '../fixtures/given.ts';
import { ada, hour, type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';

let open: OpenCircle;
const cleo = person('cleo');
const day = 24 * hour;
const plan = (name: string, start: number) =>
  open.when({ do: 'schedule', meeting: name as MeetingId, start, end: start + hour });
const end = (name: string) => open.when({ do: 'end-meeting', meeting: name as MeetingId });
const now = (at: number, underWay?: string) =>
  currentMeeting(open.state, at, (meeting) => meeting === underWay)?.meeting;

beforeEach(() => {
  open = openCircle();
});

describe('opening', () => {
  it('PRV-1 keeps name, purpose and agreements as words', () => {
    expect(open.words.get(circleSlots.name)).toBe('Tuesdays');
    expect(open.words.get('agreement.1')).toBe('Passing is fine');
    expect(open.state.agreements.clauses).toHaveLength(2);
  });

  it('happens once', () => {
    const { settings } = open.state;
    const again = { do: 'open', circle: 'c2' as never, name: 'x', purpose: '' } as const;
    expect(open.when({ ...again, agreements: [], settings })).toEqual([]);
    expect(open.state.circle).toBe('c1');
  });

  it('comes before everything else', () => {
    const unopened = new Given(circle);
    const planned = { do: 'schedule', meeting: 'm' as MeetingId, start: 1, end: 2 } as const;
    expect(unopened.when(planned)).toEqual({ refused: 'not-here' });
  });
});

describe('meetings', () => {
  it('are planned by organisers, in time', () => {
    const asked = { do: 'schedule', meeting: 'm' as MeetingId, start: 5, end: 5 } as const;
    expect(open.when(asked)).toEqual({ refused: 'bad-order' });
    expect(open.when({ ...asked, end: 6 }, { actor: cleo })).toEqual({ refused: 'not-here' });
    const by = { actor: ada, standing: { organiser: ada } };
    expect(eventTypes(open.when({ ...asked, end: 6 }, by))).toEqual(['MeetingScheduled']);
    expect(open.when({ ...asked, end: 6 }, by)).toEqual([]);
  });

  it('RHY-3 none is added or moved to the time of another one', () => {
    plan('evening', open.now + hour);
    expect(plan('other', open.now + 2 * hour - 1)).toEqual({ refused: 'full' });
    expect(eventTypes(plan('next', open.now + 2 * hour))).toEqual(['MeetingScheduled']);
    const move = (start: number, length = hour) =>
      open.when({ do: 'move-meeting', meeting: 'next' as MeetingId, start, end: start + length });
    expect(move(open.now + hour)).toEqual({ refused: 'full' });
    expect(move(open.now + 1, 9 * hour)).toEqual({ refused: 'full' });
    end('evening');
    expect(eventTypes(move(open.now + hour))).toEqual(['MeetingMoved']);
  });

  it('there is none at first', () => {
    expect(now(open.now)).toBeUndefined();
  });

  it('planning next week moves nobody out of the one that is under way', () => {
    plan('today', open.now);
    plan('next', open.now + 7 * day);
    expect(now(open.now + hour)).toBe('today');
    end('today');
    expect(now(open.now + hour)).toBe('next');
  });

  it('the hour of the next one parts nobody who is still talking', () => {
    plan('evening', open.now + hour);
    plan('next', open.now + 2 * hour);
    const later = open.now + 2 * hour + 1;
    expect([now(later), now(later, 'evening')]).toEqual(['next', 'evening']);
    expect(now(open.now, 'next')).toBe('next');
    expect(now(open.now + day, 'evening')).toBe('next');
    end('evening');
    expect(now(later, 'evening')).toBe('next');
  });

  it('the one whose doors open later comes first, however they were planned', () => {
    plan('later', open.now + 2 * day);
    plan('sooner', open.now + day);
    expect(now(open.now)).toBe('sooner');
  });

  it('one that nobody ever opened gives way to the next', () => {
    plan('forgotten', open.now);
    plan('next', open.now + 7 * day);
    expect(now(open.now + day)).toBe('next');
    expect(now(open.now + 2 * hour)).toBe('forgotten');
  });

  it('when all have ended, the last stays to be looked at', () => {
    plan('first', open.now);
    plan('second', open.now + day);
    end('first');
    end('second');
    expect(end('second')).toEqual([]);
    expect(now(open.now + 9 * day)).toBe('second');
  });
});

describe('what a meeting leaves behind', () => {
  beforeEach(() => {
    open.invite('shared');
    open.redeem('shared', cleo);
  });

  it('a member who was let in once is known from then on', () => {
    expect(eventTypes(open.when({ do: 'note-known', members: [{ member: cleo }] }))).toEqual([
      'MemberKnown',
    ]);
    expect(open.when({ do: 'note-known', members: [{ member: cleo }] })).toEqual([]);
    expect(standingOf(open.state, open.words, cleo)?.known).toBe(true);
  });

  it('VOI-2 a mute until lifted is carried on, and lifted', () => {
    open.when({ do: 'carry-mute', member: cleo, until: null });
    expect(standingOf(open.state, open.words, cleo)).toMatchObject({ mutedUntil: null });
    expect(open.when({ do: 'carry-mute', member: cleo, until: null })).toEqual([]);
    open.when({ do: 'carry-mute', member: cleo, until: 'lifted' });
    expect(standingOf(open.state, open.words, cleo)).not.toHaveProperty('mutedUntil');
    expect(open.when({ do: 'carry-mute', member: cleo, until: 'lifted' })).toEqual([]);
  });

  it('is told by the server and by nobody else', () => {
    for (const actor of [cleo, ada]) {
      expect(open.when({ do: 'carry-mute', member: cleo, until: 'lifted' }, { actor })).toEqual({
        refused: 'not-here',
      });
    }
  });

  it('strangers have no standing', () => {
    expect(standingOf(open.state, open.words, person('nobody'))).toBeNull();
  });
});
