import {
  type CircleEvent,
  circle,
  circleSlots,
  currentMeeting,
  defaultSettings,
  isListedMeeting,
  type LinkId,
  linkExpiry,
  type MeetingId,
  planAheadDueAt,
  plannedMeetingStatus,
  planningHorizon,
  rhythmChanges,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventTypes } from '../fixtures/given.ts';
import { ada, hour, type OpenCircle, openCircle, person } from '../fixtures/open-circle.ts';
import {
  comingDates,
  day,
  idOf,
  meetingOf,
  planAhead,
  planAheadCommand,
  setRhythm,
  slotsBetween,
  statusOf,
  week,
  weekly,
} from './planning-fixture.ts';

let open: OpenCircle;
/** The first Thursdays of 1970 from the moment of the fixture on. */
const [first, second, third] = ['1970-01-01', '1970-01-08', '1970-01-15'];
const at = (date: string, time = '19:00') => Date.parse(`${date}T${time}Z`);
const cancel = (meeting: MeetingId, note = '') =>
  open.when({ do: 'cancel-meeting', meeting, note });
const move = (meeting: MeetingId, start: number, end = start + hour) =>
  open.when({ do: 'move-meeting', meeting, start, end });
const applyDeadlines = () => {
  for (let n = 0; n < 4; n++) {
    for (const { at: due, command } of circle.deadlines(open.state)) {
      if (due <= open.now) open.when(command);
    }
    planAhead(open);
  }
};
const waitUntil = (time: number) => {
  open.now = time;
  applyDeadlines();
};

beforeEach(() => {
  open = openCircle();
});

describe('a rhythm', () => {
  it('RHY-1 makes a meeting of its own for each date of the next 12 weeks, and more by itself', () => {
    expect(eventTypes(setRhythm(open))[0]).toBe('RhythmSet');
    const planned = open.state.meetings.filter(({ start }) => start < open.now + planningHorizon);
    expect(planned).toHaveLength(12);
    expect(new Set(planned.map(({ meeting }) => meeting)).size).toBe(12);
    expect(planned[0]).toEqual({
      ...{ meeting: idOf(first), date: first, start: at(first), end: at(first) + hour },
      ended: false,
    });
    const before = open.state.meetings.length;
    const due = planAheadDueAt(open.state) ?? 0;
    expect(due).toBe((open.state.rhythm?.next ?? 0) - planningHorizon);
    waitUntil(due - 1);
    expect(open.state.meetings).toHaveLength(before);
    expect(circle.restingDeadline(open.state, open.now)).toBeLessThanOrEqual(due);
    waitUntil(due);
    expect(open.state.meetings).toHaveLength(before + 1);
    expect(planAheadDueAt(open.state)).toBeGreaterThan(open.now);
  });

  it('RHY-1 whoever plans first makes the same meetings; the second finds nothing to do', () => {
    setRhythm(open);
    open.now += 3 * week;
    const command = planAheadCommand(open.state, open.now);
    expect(command?.slots.map(({ meeting }) => meeting)).toEqual([
      ...['1970-03-26', '1970-04-02', '1970-04-09'].map(idOf),
    ]);
    if (command) {
      expect(eventTypes(open.when(command))).toHaveLength(4);
      expect(open.when(command)).toEqual([]);
    }
  });

  it('RHY-1 a plan for another rhythm, or with a gap before it, plans nothing', () => {
    setRhythm(open);
    open.now += 3 * week;
    const command = planAheadCommand(open.state, open.now);
    if (!command) throw new Error('Nothing was due.');
    expect(open.when({ ...command, from: command.from + 1 })).toEqual([]);
    expect(open.when({ ...command, revision: 7 })).toEqual([]);
    setRhythm(open, weekly(['fr']));
    expect(open.when(command)).toEqual([]);
  });

  it('RHY-1 ends with its last date, and plans nothing that is over', () => {
    setRhythm(open, { ...weekly(), count: 2 });
    expect(comingDates(open)).toEqual([first, second]);
    expect([open.state.rhythm?.next, planAheadDueAt(open.state)]).toEqual([null, null]);
    setRhythm(open);
    // No node ran for half a year.
    waitUntil(at('1970-07-01'));
    expect(comingDates(open)[0]).toBe('1970-07-02');
    expect(open.state.meetings.every(({ date = '' }) => date < '1970-04' || date > '1970-07')).toBe(
      true,
    );
  });

  it('RHY-1 is set by organisers alone, once, with a length that a meeting can have', () => {
    const rule = weekly();
    const command = { do: 'set-rhythm', rule, minutes: 60, slots: [], next: null } as const;
    expect(open.when(command, { actor: person('cleo') })).toEqual({ refused: 'not-here' });
    expect(open.when({ ...command, minutes: 0 })).toEqual({ refused: 'bad-order' });
    expect(open.when({ ...command, minutes: 24 * 60 + 1 })).toEqual({ refused: 'bad-order' });
    expect(open.when({ ...command, minutes: 1.5 })).toEqual({ refused: 'bad-order' });
    expect(eventTypes(open.byOrganiser(command))).toEqual(['RhythmSet']);
    expect(open.state.acts.at(-1)).toMatchObject({ what: 'set-rhythm', by: ada });
    expect(
      open.byOrganiser({ ...command, rule: { ...rule, on: [...rule.on].reverse() } as never }),
    ).toEqual([]);
  });

  it('RHY-3 a change moves untouched dates, and calls off those that it has no more', () => {
    setRhythm(open);
    const later = weekly(['th'], '20:00');
    setRhythm(open, later);
    expect(meetingOf(open, idOf(second))).toMatchObject({
      start: at(second, '20:00'),
      revision: 1,
    });
    setRhythm(open, weekly(['fr'], '20:00'));
    const gone = meetingOf(open, idOf(second));
    expect(gone).toMatchObject({ ended: true, off: { why: 'rhythm' }, revision: 2 });
    expect(gone && isListedMeeting(gone)).toBe(false);
    setRhythm(open, later);
    const back = meetingOf(open, idOf(second));
    expect(back).toMatchObject({ ended: false, start: at(second, '20:00'), revision: 3 });
    expect(back).not.toHaveProperty('off');
    expect(meetingOf(open, idOf('1970-01-09'))).toMatchObject({ off: { why: 'rhythm' } });
  });

  it('RHY-3 a change leaves alone what was moved, cancelled or added by hand, and what has begun', () => {
    setRhythm(open);
    move(idOf(second), at(second, '12:00'));
    cancel(idOf(third), 'We are ill.');
    const added = 'added' as MeetingId;
    open.when({
      do: 'schedule',
      meeting: added,
      start: at('1970-01-05'),
      end: at('1970-01-05') + 1,
    });
    open.now = at(first) - defaultSettings.doorsLead;
    const before = open.state.meetings;
    const rule = weekly(['fr']);
    const { slots } = slotsBetween(rule, open.now, open.now + planningHorizon);
    const {
      changed,
      added: made,
      kept,
    } = rhythmChanges(open.state, { minutes: 60, slots, begun: [idOf('1970-01-22')] }, open.now);
    expect(kept.map(({ planned, why }) => [planned.meeting, why])).toEqual([
      [idOf(first), 'running'],
      [idOf(second), 'moved'],
      [idOf(third), 'cancelled'],
      [idOf('1970-01-22'), 'running'],
      [added, 'added'],
    ]);
    expect(changed.every(({ start }) => start === null)).toBe(true);
    expect(made.map(({ date }) => date).slice(0, 2)).toEqual(['1970-01-02', '1970-01-09']);
    open.when({
      do: 'set-rhythm',
      rule,
      minutes: 60,
      slots,
      next: null,
      begun: [idOf('1970-01-22')],
    });
    for (const { planned } of kept) {
      expect(meetingOf(open, planned.meeting)).toEqual(
        before.find(({ meeting }) => meeting === planned.meeting),
      );
    }
  });

  it('RHY-3 a day whose meeting is over or under way gets no second one', () => {
    setRhythm(open);
    open.now = at(first) + 1;
    setRhythm(open, weekly(['th'], '22:00'));
    expect(open.state.meetings.filter(({ date }) => date === first)).toHaveLength(1);
    expect(meetingOf(open, idOf(first))).toMatchObject({ start: at(first) });
  });

  it('RHY-3 an end of the rhythm calls off its dates, and leaves those that were set by hand', () => {
    setRhythm(open);
    move(idOf(second), at(second, '12:00'));
    open.when({ do: 'end-rhythm' });
    expect(comingDates(open)).toEqual([second]);
    expect(open.state.rhythm).toBeNull();
    expect(open.when({ do: 'end-rhythm' })).toEqual([]);
    setRhythm(open);
    expect(open.state.rhythm?.revision).toBe(2);
    expect(comingDates(open)).toHaveLength(12);
  });
});

describe('one meeting', () => {
  beforeEach(() => void setRhythm(open));

  it('RHY-3 can be moved to a time to come, and says so', () => {
    const meeting = idOf(second);
    expect(eventTypes(move(meeting, at(second, '12:00')))).toEqual(['MeetingMoved']);
    expect(move(meeting, at(second, '12:00'))).toEqual([]);
    expect(meetingOf(open, meeting)).toMatchObject({ moved: true, revision: 1 });
    expect(move('g_none' as MeetingId, at(second))).toEqual({ refused: 'not-here' });
    expect(move(meeting, at(second), at(second))).toEqual({ refused: 'bad-order' });
    expect(move(meeting, open.now - 1)).toEqual({ refused: 'bad-order' });
    // Ten past seven: nobody has begun it, and it is made longer, or begins later.
    open.now = at(first) + 600_000;
    expect(eventTypes(move(idOf(first), at(first), at(first) + 2 * hour))).toEqual([
      'MeetingMoved',
    ]);
    const begun = [idOf(first)];
    const late = { do: 'move-meeting', meeting: idOf(first), start: open.now + hour } as const;
    expect(open.when({ ...late, end: open.now + 2 * hour, begun })).toEqual({ refused: 'stale' });
  });

  it('RHY-3 can be cancelled with a sentence, stays visible, and cannot be moved then', () => {
    const meeting = idOf(second);
    expect(cancel(meeting, 'x'.repeat(5000))).toEqual({ refused: 'too-long' });
    cancel(meeting, 'The room is closed.');
    const planned = meetingOf(open, meeting);
    expect(planned).toMatchObject({
      ended: true,
      off: { why: 'cancelled', noted: true },
      revision: 1,
    });
    expect(open.words.get(circleSlots.meetingNote(meeting))).toBe('The room is closed.');
    const now = { doorsLead: 0, now: open.now, isUnderWay: false };
    expect(planned && [isListedMeeting(planned), plannedMeetingStatus(planned, now)]).toEqual([
      true,
      'cancelled',
    ]);
    expect(cancel(meeting)).toEqual([]);
    expect(move(meeting, at(second, '12:00'))).toEqual({ refused: 'closed' });
    expect(cancel('g_none' as MeetingId)).toEqual({ refused: 'not-here' });
    open.when({ do: 'end-meeting', meeting: idOf(first) });
    expect(cancel(idOf(first))).toEqual({ refused: 'closed' });
  });

  it('RHY-3 the sentence of a cancellation is erased 60 days after the meeting would have been', () => {
    cancel(idOf(second), 'The room is closed.');
    waitUntil(at(second) + hour + 60 * day - 1);
    expect(open.words.has(circleSlots.meetingNote(idOf(second)))).toBe(true);
    waitUntil(open.now + 1);
    expect(open.words.has(circleSlots.meetingNote(idOf(second)))).toBe(false);
    expect(meetingOf(open, idOf(second))?.off).not.toHaveProperty('noted');
  });

  it('RHY-3 one that had begun when its plan was changed takes place', () => {
    const meeting = idOf(first);
    cancel(meeting, 'Nobody can come.');
    const [start, end] = [at(first), at(first) + hour];
    expect(eventTypes(open.when({ do: 'keep-meeting', meeting, start, end }))).toEqual([
      'MeetingKept',
    ]);
    expect(open.when({ do: 'keep-meeting', meeting, start, end })).toEqual([]);
    expect(meetingOf(open, meeting)).toMatchObject({ ended: false, revision: 2 });
    expect(open.words.has(circleSlots.meetingNote(meeting))).toBe(false);
    expect(open.when({ do: 'end-meeting', meeting })).toHaveLength(1);
  });

  it('RHY-3 the current meeting is the next that takes place, and else the last that was held', () => {
    const now = () => currentMeeting(open.state, open.now, () => false)?.meeting;
    cancel(idOf(first));
    expect(now()).toBe(idOf(second));
    // Planned last, and before all others.
    open.when({
      do: 'schedule',
      meeting: 'soon' as MeetingId,
      start: open.now + 1,
      end: open.now + 2,
    });
    expect(now()).toBe('soon');
    open.when({ do: 'end-meeting', meeting: 'soon' as MeetingId });
    open.when({ do: 'end-meeting', meeting: idOf(second) });
    open.when({ do: 'end-rhythm' });
    expect(now()).toBe(idOf(second));
    const never = openCircle();
    never.when({
      do: 'schedule',
      meeting: 'm' as MeetingId,
      start: never.now + 1,
      end: never.now + 2,
    });
    never.when({ do: 'cancel-meeting', meeting: 'm' as MeetingId, note: '' });
    expect(currentMeeting(never.state, never.now, () => false)).toBeNull();
  });
});

describe('a pause', () => {
  beforeEach(() => void setRhythm(open));

  it('RHY-4 puts off the meetings in it, which come back when it is taken back in time', () => {
    open.when({ do: 'pause', until: at('1970-01-20') });
    expect(comingDates(open)[0]).toBe('1970-01-22');
    expect(statusOf(open)).toBe('paused');
    expect(meetingOf(open, idOf(second))).toMatchObject({ off: { why: 'paused' }, revision: 1 });
    expect(move(idOf(second), at(second, '12:00'))).toEqual({ refused: 'paused' });
    open.now = at('1970-01-06');
    open.when({ do: 'resume' });
    expect(comingDates(open).slice(0, 2)).toEqual([second, third]);
    expect(meetingOf(open, idOf(first))).toMatchObject({ off: { why: 'paused' } });
    expect(meetingOf(open, idOf(second))?.revision).toBe(2);
    expect([statusOf(open), open.when({ do: 'resume' })]).toEqual(['open', []]);
  });

  it('RHY-4 ends by itself at its time', () => {
    open.when({ do: 'pause', until: at('1970-01-20') });
    waitUntil(at('1970-01-20') - 1);
    expect(open.state.pause).not.toBeNull();
    waitUntil(at('1970-01-20'));
    expect([open.state.pause, statusOf(open)]).toEqual([null, 'open']);
  });

  it('RHY-4 without an end plans nothing and wakes nobody, and after it the weeks are full again', () => {
    open.when({ do: 'pause', until: null });
    expect(comingDates(open)).toEqual([]);
    waitUntil(at('1970-09-01'));
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
    waitUntil(at('1970-06-01'));
    expect(comingDates(open)[0]).toBe('1970-08-06');
    open.when({ do: 'pause', until: at('1970-06-10') });
    planAhead(open);
    expect(comingDates(open)[0]).toBe('1970-06-11');
    expect(comingDates(open)).toHaveLength(11);
  });

  it('RHY-4 keeps the hands off what was cancelled, and a rhythm set in it begins after it', () => {
    cancel(idOf(second));
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
    waitUntil(at(first, '12:00'));
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
    waitUntil(at(first) + 5 * hour);
    expect(statusOf(open)).toBe('ended');
  });

  it('RHY-4 comes too when the last meeting is cancelled', () => {
    endWith(idOf(second));
    cancel(idOf(second));
    expect(statusOf(open)).toBe('ended');
    expect(endWith('g_none' as MeetingId)).toEqual({ refused: 'not-here' });
    // It had begun: the circle ends with it, and not before.
    const kept = { meeting: idOf(second), start: at(second), end: at(second) + hour };
    open.when({ do: 'keep-meeting', ...kept });
    expect(statusOf(open)).toBe('ending');
    cancel(idOf(second));
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

  it('RHY-4 PRV-11 all words of the circle go at its retention, with whoever is still a member', () => {
    cancel(idOf(second), 'The room is closed.');
    endWith(null);
    const over = open.now;
    waitUntil(over + defaultSettings.memberRetention - 1);
    expect(open.words.get(circleSlots.name)).toBe('Tuesdays');
    waitUntil(open.now + 1);
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
    waitUntil(at('1970-12-01'));
    expect(open.redeem('once', person('bo'))).toEqual({ refused: 'not-here' });
    expect(linkExpiry(open.state, open.link('poster'))).toBeGreaterThan(open.now + 11 * week);
    expect(open.redeem('poster', ada)).not.toHaveProperty('refused');
    open.when({ do: 'pause', until: null });
    waitUntil(at('1971-06-01'));
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
    applyDeadlines();
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
