/** When a ledger needs a node though nobody comes: after each commit, and at rest. */
import { describe, expect, it } from 'vitest';
import {
  type CircleState,
  circle,
  desk,
  house,
  type MeetingId,
  type MeetingState,
  meeting,
  type PersonId,
  presenceCheckInterval,
} from '../src/index.ts';

const hour = 3_600_000;
const now = 1000 * hour;
const ben = 'ben' as PersonId;

describe('the next deadline of a circle', () => {
  const planned = { meeting: 'm' as MeetingId, start: now + hour, end: now + 2 * hour };
  const open: CircleState = { ...circle.initial, meetings: [{ ...planned, ended: false }] };
  const next = (after: CircleState, before = after) => circle.nextDeadline(before, after, now);

  it('PRV-11 is at once while the house, a meeting or the desk must learn of something', () => {
    const told = { do: 'exclude-everywhere', member: ben } as const;
    expect(next({ ...open, outgoing: new Map([['house.0', told]]) })).toBe(now);
    expect(next({ ...open, leaving: new Set([ben]) })).toBe(now);
    expect(next(open, circle.initial)).toBe(now);
    expect(next({ ...open, settings: { ...open.settings } }, open)).toBe(now);
  });

  it('PHA-1 comes with the doors, the start and the end of a meeting, then every hour until it has ended', () => {
    const at = (time: number) => circle.restingDeadline(open, time);
    const doors = planned.start - open.settings.doorsLead;
    expect(next(open)).toBe(doors);
    expect([at(doors), at(planned.start), at(planned.end)]).toEqual([
      planned.start,
      planned.end,
      planned.end + hour,
    ]);
    const ended = { ...open, meetings: [{ ...planned, ended: true }] };
    expect(circle.restingDeadline(ended, now)).toBeNull();
  });
});

describe('the next deadline of a meeting', () => {
  const scheduled: MeetingState = { ...meeting.initial, start: now + hour, end: now + 2 * hour };
  const doors = scheduled.start - scheduled.settings.doorsLead;
  const inside = { id: ben, whereabouts: 'in', role: 'participant' } as never;
  const withBen: MeetingState = { ...scheduled, people: new Map([[ben, inside]]) };

  it('PHA-1 is the earliest of its deadlines', () => {
    expect(meeting.nextDeadline(scheduled, scheduled, now)).toBe(doors);
  });

  it('VOI-3 is at once while a receipt waits for the desk', () => {
    const outgoing = new Map([['r', { to: 'circle', person: ben, released: true }]]) as never;
    expect(meeting.nextDeadline(scheduled, { ...scheduled, outgoing }, now)).toBe(now);
  });

  it('PHA-5 is at once when it has ended, because the circle must learn of it', () => {
    const aftercare: MeetingState = {
      ...scheduled,
      phase: 'aftercare',
      wordsUntil: now + 9 * hour,
    };
    const closed: MeetingState = { ...aftercare, phase: 'closed' };
    expect(meeting.nextDeadline(aftercare, closed, now)).toBe(now);
    expect(meeting.nextDeadline(closed, closed, now)).toBe(now + 9 * hour);
    expect(meeting.restingDeadline({ ...closed, phase: 'purged' }, now)).toBeNull();
  });

  it('FAC-2 is soon while people are in, so that a node finds out that they are gone', () => {
    const before = doors - 10 * hour;
    expect(meeting.nextDeadline(withBen, withBen, before)).toBe(before + presenceCheckInterval);
    expect(meeting.restingDeadline(withBen, before)).toBe(doors);
  });
});

describe('the next deadline of a desk and of the house', () => {
  it('PRV-11 a desk is looked at when its hour ends, as feedback waits beside it', () => {
    expect(desk.nextDeadline(desk.initial, desk.initial, now)).toBe(now + hour);
    expect(desk.nextDeadline(desk.initial, desk.initial, now + 5)).toBe(now + hour);
    expect(desk.restingDeadline(desk.initial, now)).toBeNull();
  });

  it('KEY-6 nothing in a house happens by itself', () => {
    expect(house.nextDeadline(house.initial, house.initial, now)).toBeNull();
    expect(house.restingDeadline(house.initial, now)).toBeNull();
  });
});
