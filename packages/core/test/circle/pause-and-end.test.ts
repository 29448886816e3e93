import {
  type CircleEvent,
  circle,
  circleSlots,
  defaultSettings,
  type LinkId,
  linkExpiry,
  type MeetingId,
  planAheadDueAt,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ada, hour, type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';
import {
  applyDeadlines,
  at,
  cancel,
  comingDates,
  day,
  first,
  idOf,
  meetingOf,
  move,
  planAhead,
  second,
  setRhythm,
  statusOf,
  third,
  waitUntil,
  week,
  weekly,
} from './planning-fixture.ts';

let open: OpenCircle;
beforeEach(() => {
  open = openCircle();
});

describe('a pause', () => {
  beforeEach(() => void setRhythm(open));

  it('RHY-4 puts off the meetings in it, which come back when it is taken back in time', () => {
    open.when({ do: 'pause', until: at('1970-01-20') });
    expect(comingDates(open)[0]).toBe('1970-01-22');
    expect(statusOf(open)).toBe('paused');
    expect(meetingOf(open, idOf(second))).toMatchObject({ off: { why: 'paused' }, revision: 1 });
    expect(move(open, idOf(second), at(second, '12:00'))).toEqual({ refused: 'paused' });
    open.now = at('1970-01-06');
    open.when({ do: 'resume' });
    expect(comingDates(open).slice(0, 2)).toEqual([second, third]);
    expect(meetingOf(open, idOf(first))).toMatchObject({ off: { why: 'paused' } });
    expect(meetingOf(open, idOf(second))?.revision).toBe(2);
    expect([statusOf(open), open.when({ do: 'resume' })]).toEqual(['open', []]);
  });

  it('RHY-4 ends by itself at its time', () => {
    open.when({ do: 'pause', until: at('1970-01-20') });
    waitUntil(open, at('1970-01-20') - 1);
    expect(open.state.pause).not.toBeNull();
    waitUntil(open, at('1970-01-20'));
    expect([open.state.pause, statusOf(open)]).toEqual([null, 'open']);
  });

  it('RHY-4 without an end plans nothing and wakes nobody, and after it the weeks are full again', () => {
    open.when({ do: 'pause', until: null });
    expect(comingDates(open)).toEqual([]);
    waitUntil(open, at('1970-09-01'));
    const count = open.state.meetings.length;
    expect(planAheadDueAt(open.state)).toBeNull();
    open.when({ do: 'resume' });
    planAhead(open);
    expect(comingDates(open)).toHaveLength(12);
    expect(comingDates(open)[0]).toBe('1970-09-03');
    expect(open.state.meetings).toHaveLength(count + 12);
  });

  it('RHY-4 a longer one than the weeks that are planned leaves no date out when it is shortened', () => {
    open.when({ do: 'pause', until: at('1970-08-01') });
    waitUntil(open, at('1970-06-01'));
    expect(comingDates(open)[0]).toBe('1970-08-06');
    open.when({ do: 'pause', until: at('1970-06-10') });
    planAhead(open);
    expect(comingDates(open)[0]).toBe('1970-06-11');
    expect(comingDates(open)).toHaveLength(11);
  });

  it('RHY-4 keeps the hands off what was cancelled, and a rhythm set in it begins after it', () => {
    cancel(open, idOf(second));
    open.when({ do: 'pause', until: at('1970-01-20') });
    setRhythm(open, weekly(['fr']));
    expect(comingDates(open)[0]).toBe('1970-01-23');
    open.when({ do: 'resume' });
    planAhead(open);
    expect(comingDates(open).slice(0, 2)).toEqual(['1970-01-02', '1970-01-09']);
    expect(meetingOf(open, idOf(second))?.off?.why).toBe('cancelled');
    expect(open.when({ do: 'pause', until: open.now })).toEqual({ refused: 'bad-order' });
  });

  it('RHY-4 parts nobody: a meeting whose doors are open goes on', () => {
    open.now = at(first) - 1;
    open.when({ do: 'pause', until: null, begun: [idOf(second)] });
    expect(comingDates(open)).toEqual([first, second]);
  });
});

describe('the end of a circle', () => {
  const closing = 'Thank you for these years.';
  const endWith = (last: MeetingId | null, text = closing) =>
    open.when({ do: 'end-circle', last, text });

  beforeEach(() => {
    setRhythm(open);
    open.invite('shared', { expires: at('1975-01-01') });
    open.redeem('shared', ada);
  });

  it('RHY-4 has a last meeting and a closing text, and takes place', () => {
    endWith(idOf(second));
    expect([statusOf(open), comingDates(open)]).toEqual(['ending', [first, second]]);
    expect(open.words.get(circleSlots.closing)).toBe(closing);
    expect(open.redeem('shared', person('cleo'))).not.toHaveProperty('refused');
    const late = { do: 'schedule', meeting: 'late' as MeetingId } as const;
    expect(open.when({ ...late, start: at(third), end: at(third) + 1 })).toEqual({
      refused: 'closed',
    });
    expect(open.when({ do: 'pause', until: null })).toEqual({ refused: 'closed' });
    expect(setRhythm(open, weekly(['fr']))).toEqual({ refused: 'closed' });
    open.now = at(second) + hour;
    open.when({ do: 'end-meeting', meeting: idOf(second) });
    expect([statusOf(open), open.state.ending?.over]).toEqual(['ended', open.now]);
    expect(open.when({ do: 'take-back-end' })).toEqual({ refused: 'closed' });
    expect(open.when({ do: 'resume' })).toEqual({ refused: 'closed' });
    expect(endWith(null)).toEqual({ refused: 'closed' });
  });

  it('RHY-4 can be taken back until the last meeting is over, and another one can be the last', () => {
    endWith(idOf(second));
    endWith(idOf(third), '');
    expect(comingDates(open)).toEqual([first, second, third]);
    expect(open.words.has(circleSlots.closing)).toBe(false);
    waitUntil(open, at(first, '12:00'));
    open.when({ do: 'take-back-end' });
    planAhead(open);
    expect([statusOf(open), open.state.ending]).toEqual(['open', null]);
    expect(comingDates(open)).toHaveLength(12);
    expect(meetingOf(open, idOf('1970-01-22'))).toMatchObject({ ended: false, revision: 2 });
    expect(open.when({ do: 'take-back-end' })).toEqual([]);
  });

  it('RHY-4 without a last meeting is at once, and can be taken back for a day', () => {
    endWith(null);
    expect([statusOf(open), comingDates(open)]).toEqual(['ended', []]);
    open.now += day - 1;
    open.when({ do: 'resume' });
    expect([statusOf(open), comingDates(open)[0]]).toEqual(['open', second]);
    endWith(null);
    open.now += day;
    expect(open.when({ do: 'take-back-end' })).toEqual({ refused: 'closed' });
  });

  it('RHY-4 the meeting that goes on is the last one where none is named', () => {
    open.now = at(first);
    endWith(null);
    expect([statusOf(open), open.state.ending?.last]).toEqual(['ending', idOf(first)]);
    // Its ledger was lost: the circle does not wait for ever.
    waitUntil(open, at(first) + 5 * hour);
    expect(statusOf(open)).toBe('ended');
  });

  it('RHY-4 comes too when the last meeting is cancelled', () => {
    endWith(idOf(second));
    cancel(open, idOf(second));
    expect(statusOf(open)).toBe('ended');
    expect(endWith('g_none' as MeetingId)).toEqual({ refused: 'not-here' });
    // It had begun: the circle ends with it, and not before.
    const kept = { meeting: idOf(second), start: at(second), end: at(second) + hour };
    open.when({ do: 'keep-meeting', ...kept });
    expect(statusOf(open)).toBe('ending');
    cancel(open, idOf(second));
    open.when({ do: 'take-back-end' });
    expect(statusOf(open)).toBe('open');
  });

  it('RHY-4 RHY-8 afterwards invitations open nothing, and members still come back', () => {
    const code = `code-${open.lastSession}`;
    endWith(null);
    expect(open.redeem('shared', person('cleo'))).toEqual({ refused: 'not-here' });
    expect(open.invite('another')).toEqual({ refused: 'closed' });
    expect(open.redeem(code, person('nobody'))).not.toHaveProperty('refused');
    expect(open.state.members.size).toBe(1);
  });

  it('RHY-4 PRV-11 all words of the circle and its last members go at its retention', () => {
    cancel(open, idOf(second), 'The room is closed.');
    endWith(null);
    const over = open.now;
    waitUntil(open, over + defaultSettings.memberRetention - 1);
    expect(open.words.get(circleSlots.name)).toBe('Tuesdays');
    waitUntil(open, open.now + 1);
    expect([...open.words.keys()]).toEqual([]);
    expect([open.state.members.size, open.state.links.size]).toEqual([0, 0]);
    expect(open.state.ending).toMatchObject({ gone: true });
    expect(circle.deadlines(open.state)).toEqual([]);
    expect(circle.restingDeadline(open.state, open.now)).toBeNull();
  });
});

describe('an invitation', () => {
  it('RHY-8 opens beyond its 30 days while the circle has a rhythm, unless it was said until when', () => {
    const make = (hash: string, lasting: { lasting?: true }) =>
      open.when({
        ...{ do: 'invite', link: `l_${hash}` as LinkId, hash, role: 'participant', label: '' },
        ...{ uses: 30, expires: open.now + 30 * day, ...lasting },
      });
    make('poster', { lasting: true });
    make('once', {});
    setRhythm(open);
    waitUntil(open, at('1970-12-01'));
    expect(open.redeem('once', person('bo'))).toEqual({ refused: 'not-here' });
    expect(linkExpiry(open.state, open.link('poster'))).toBeGreaterThan(open.now + 11 * week);
    expect(open.redeem('poster', ada)).not.toHaveProperty('refused');
    open.when({ do: 'pause', until: null });
    waitUntil(open, at('1971-06-01'));
    expect(open.redeem('poster', person('cleo'))).not.toHaveProperty('refused');
    open.when({ do: 'end-circle', last: null, text: '' });
    expect(open.redeem('poster', person('dov'))).toEqual({ refused: 'not-here' });
  });

  it('RHY-8 without a rhythm it expires as before', () => {
    const link = {
      link: 'l_poster' as LinkId,
      hash: 'poster',
      role: 'participant',
      label: '',
    } as const;
    open.when({ do: 'invite', ...link, uses: 30, expires: open.now + 30 * day, lasting: true });
    open.now += 30 * day;
    expect(open.redeem('poster', ada)).toEqual({ refused: 'not-here' });
    applyDeadlines(open);
    expect(open.state.links.size).toBe(0);
  });

  it('RHY-8 goes on from meeting to meeting, and members need none', () => {
    setRhythm(open);
    open.invite('shared', { expires: at('1975-01-01') });
    open.redeem('shared', ada);
    for (const date of [first, second, third]) {
      open.now = at(date);
      open.when({ do: 'end-meeting', meeting: idOf(date), came: [ada] });
      const joined = open.redeem('shared', person(date)) as readonly CircleEvent[];
      expect(joined.map(({ type }) => type)).toContain('MemberJoined');
    }
    expect(open.redeem('shared', person('again'), { signedIn: ada })).toEqual([]);
    expect(open.state.members.get(ada)?.since).toBe(at(third));
  });
});
