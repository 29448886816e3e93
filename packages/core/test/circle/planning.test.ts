import {
  circle,
  circleSlots,
  currentMeeting,
  defaultSettings,
  isListedMeeting,
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
  applyDeadlines,
  at,
  cancel,
  comingDates,
  day,
  first,
  idOf,
  meetingOf,
  move,
  planAheadCommand,
  second,
  setRhythm,
  slotsBetween,
  third,
  waitUntil,
  week,
  weekly,
} from './planning-fixture.ts';

let open: OpenCircle;
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
    waitUntil(open, due - 1);
    expect(open.state.meetings).toHaveLength(before);
    expect(circle.restingDeadline(open.state, open.now)).toBeLessThanOrEqual(due);
    waitUntil(open, due);
    expect(open.state.meetings).toHaveLength(before + 1);
    expect(planAheadDueAt(open.state)).toBeGreaterThan(open.now);
  });

  it.each([
    ['every 26 weeks', { ...weekly(), interval: 26 }, ['1970-07-02', '1970-12-31']],
    [
      'every 12 months',
      {
        ...({ every: 'month', interval: 12, on: { nth: 1, day: 'th' } } as const),
        ...{ at: '19:00', zone: 'UTC', from: '1970-01-01' },
      },
      ['1971-01-07', '1972-01-06'],
    ],
  ] as const)(
    'RHY-1 %s the next date exists once the one before begins, and is no more than one',
    (_, rule, dates) => {
      setRhythm(open, rule);
      applyDeadlines(open);
      expect(comingDates(open)).toEqual([first]);
      waitUntil(open, at(first) - 1);
      expect(comingDates(open)).toEqual([first]);
      expect(circle.restingDeadline(open.state, open.now)).toBeLessThanOrEqual(at(first));
      waitUntil(open, at(first));
      expect(comingDates(open)).toEqual([dates[0]]);
      expect(planAheadDueAt(open.state)).toBeGreaterThan(open.now);
      // Cancelled by hand, it is not the next date; nor is one in a pause.
      cancel(open, idOf(dates[0]));
      applyDeadlines(open);
      expect(comingDates(open)).toEqual([dates[1]]);
      open.when({ do: 'pause', until: at(dates[1]) + 1 });
      applyDeadlines(open);
      expect((comingDates(open)[0] ?? '') > dates[1]).toBe(true);
      open.when({ do: 'resume' });
      applyDeadlines(open);
      expect(comingDates(open)[0]).toBe(dates[1]);
    },
  );

  it('RHY-1 a meeting that was added for later is not the next date of the rhythm', () => {
    setRhythm(open, { ...weekly(), interval: 26 });
    const start = at('1970-10-01');
    open.when({ do: 'schedule', meeting: 'a_1' as MeetingId, start, end: start + hour });
    waitUntil(open, at(second));
    expect(comingDates(open)).toEqual(['1970-07-02', '1970-10-01']);
  });

  it('RHY-1 every planner makes the same meetings, and the second finds nothing to do', () => {
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
    waitUntil(open, at('1970-07-01'));
    expect(comingDates(open)[0]).toBe('1970-07-02');
    expect(open.state.meetings.every(({ date = '' }) => date < '1970-04' || date > '1970-07')).toBe(
      true,
    );
  });

  it('RHY-1 is set by organisers alone, once, with a length that a meeting can have', () => {
    const rule = weekly(['th', 'fr']);
    const command = { do: 'set-rhythm', rule, minutes: 60, slots: [], next: null } as const;
    expect(open.when(command, { actor: person('cleo') })).toEqual({ refused: 'not-here' });
    expect(open.when({ ...command, minutes: 0 })).toEqual({ refused: 'bad-order' });
    expect(open.when({ ...command, minutes: 24 * 60 + 1 })).toEqual({ refused: 'bad-order' });
    expect(open.when({ ...command, minutes: 1.5 })).toEqual({ refused: 'bad-order' });
    expect(eventTypes(open.byOrganiser(command))).toEqual(['RhythmSet']);
    expect(open.state.acts.at(-1)).toMatchObject({ what: 'set-rhythm', by: ada });
    expect(open.byOrganiser({ ...command, rule: weekly(['fr', 'th']) })).toEqual([]);
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
    move(open, idOf(second), at(second, '12:00'));
    cancel(open, idOf(third), 'We are ill.');
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
    move(open, idOf(second), at(second, '12:00'));
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
    expect(eventTypes(move(open, meeting, at(second, '12:00')))).toEqual(['MeetingMoved']);
    expect(move(open, meeting, at(second, '12:00'))).toEqual([]);
    expect(meetingOf(open, meeting)).toMatchObject({ moved: true, revision: 1 });
    expect(move(open, 'g_none' as MeetingId, at(second))).toEqual({ refused: 'not-here' });
    expect(move(open, meeting, at(second), at(second))).toEqual({ refused: 'bad-order' });
    expect(move(open, meeting, open.now - 1)).toEqual({ refused: 'bad-order' });
    // Ten past seven: nobody has begun it, and it is made longer, or begins later.
    open.now = at(first) + 600_000;
    expect(eventTypes(move(open, idOf(first), at(first), at(first) + 2 * hour))).toEqual([
      'MeetingMoved',
    ]);
    const begun = [idOf(first)];
    const late = { do: 'move-meeting', meeting: idOf(first), start: open.now + hour } as const;
    expect(open.when({ ...late, end: open.now + 2 * hour, begun })).toEqual({ refused: 'stale' });
  });

  it('RHY-3 can be cancelled with a sentence, stays visible, and cannot be moved then', () => {
    const meeting = idOf(second);
    expect(cancel(open, meeting, 'x'.repeat(5000))).toEqual({ refused: 'too-long' });
    cancel(open, meeting, 'The room is closed.');
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
    expect(cancel(open, meeting)).toEqual([]);
    expect(move(open, meeting, at(second, '12:00'))).toEqual({ refused: 'closed' });
    expect(cancel(open, 'g_none' as MeetingId)).toEqual({ refused: 'not-here' });
    open.when({ do: 'end-meeting', meeting: idOf(first) });
    expect(cancel(open, idOf(first))).toEqual({ refused: 'closed' });
  });

  it('RHY-3 the sentence of a cancellation is erased 60 days after the meeting would have been', () => {
    cancel(open, idOf(second), 'The room is closed.');
    waitUntil(open, at(second) + hour + 60 * day - 1);
    expect(open.words.has(circleSlots.meetingNote(idOf(second)))).toBe(true);
    waitUntil(open, open.now + 1);
    expect(open.words.has(circleSlots.meetingNote(idOf(second)))).toBe(false);
    expect(meetingOf(open, idOf(second))?.off).not.toHaveProperty('noted');
  });

  it('RHY-3 one that had begun when its plan was changed takes place', () => {
    const meeting = idOf(first);
    cancel(open, meeting, 'Nobody can come.');
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
    cancel(open, idOf(first));
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
