/** Random histories of a circle's plans, by two nodes of which one may be behind (RHY-1, RHY-3, RHY-4). */
import {
  type CircleCommand,
  type CircleState,
  circle,
  defaultSettings,
  isHeldAndOver,
  isInPause,
  isPlannedByHand,
  type MeetingId,
  type PlannedMeeting,
  planAheadDueAt,
  planningHorizon,
  type Rhythm,
  slotsOf,
} from '@holdspace/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hour, type OpenCircle, openCircle } from '../fixtures/open-circle.ts';
import { day, planAheadCommand, slotsBetween, utc, week, weekly } from './planning-fixture.ts';

const { doorsLead } = defaultSettings;

const rhythms: readonly Rhythm[] = [
  weekly(['th']),
  weekly(['th'], '20:30'),
  weekly(['mo', 'th'], '07:00'),
  { ...weekly(['we']), interval: 2 },
  { ...weekly(['tu']), interval: 26 },
  { ...weekly(['th']), count: 9 },
  { ...weekly(['fr'], '00:05'), until: '1970-04-01' },
  {
    ...{ every: 'month', interval: 1, on: { nth: -1, day: 'th' }, at: '19:00', zone: 'UTC' },
    from: '1970-01-01',
  },
];

/** A step names meetings by their place in the list, so that it fits every history. */
type Step =
  | readonly ['rhythm', rule: number, minutes: number]
  | readonly ['end-rhythm' | 'resume' | 'take-back-end' | 'plan-ahead' | 'plan-behind']
  | readonly ['pause', days: number | null]
  | readonly ['move', place: number, hours: number]
  | readonly ['cancel' | 'end-meeting' | 'end-circle', place: number]
  | readonly ['begin', place: number]
  | readonly ['add', hours: number]
  | readonly ['wait', hours: number];

const place = fc.nat(40);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.constant('rhythm' as const), fc.nat(rhythms.length - 1), fc.constantFrom(60, 75)),
  fc.tuple(
    fc.constantFrom(
      ...(['end-rhythm', 'resume', 'take-back-end', 'plan-ahead', 'plan-behind'] as const),
    ),
  ),
  fc.tuple(fc.constant('pause' as const), fc.option(fc.integer({ min: 1, max: 120 }))),
  fc.tuple(fc.constant('move' as const), place, fc.integer({ min: -200, max: 400 })),
  fc.tuple(fc.constantFrom(...(['cancel', 'begin', 'end-meeting'] as const)), place),
  fc.tuple(fc.constant('end-circle' as const), place),
  fc.tuple(fc.constant('add' as const), fc.integer({ min: 1, max: 2000 })),
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constant('wait' as const), fc.integer({ min: 1, max: 900 })),
  },
);

/**
 * When nothing is due, a planned date is to come, also one of an earlier rhythm that was moved by hand,
 * or the next date of the rhythm that takes place has its meeting (RHY-1).
 */
function checkNextExists({ state, now }: OpenCircle): void {
  const due = planAheadDueAt(state);
  if (state.rhythm === null || due === null || due <= now) return;
  const { rule, next: unplanned } = state.rhythm;
  const isToCome = ({ start, date, off }: PlannedMeeting) =>
    !off && date !== undefined && start > now && start < (unplanned ?? now);
  if (state.meetings.some(isToCome)) return;
  const isOn = (start: number) => !isInPause(state, start);
  const next = slotsOf(rule, utc, now + 1, now + 2 * 365 * day).filter(({ start }) => isOn(start));
  const planned = next.map(({ date }) => state.meetings.find((each) => each.date === date));
  const first = planned.findIndex((each) => !each?.off);
  if (first >= 0)
    expect([next[first]?.date, planned[first]?.date]).toEqual(Array(2).fill(next[first]?.date));
}

class PlanHistory {
  readonly open: OpenCircle = openCircle();
  /** What the node that is behind knows of the circle. */
  behind: CircleState = this.open.state;
  readonly begun: MeetingId[] = [];

  #at(place: number): PlannedMeeting | undefined {
    const { meetings } = this.open.state;
    return meetings[place % Math.max(1, meetings.length)];
  }

  #commandOf(step: Exclude<Step, readonly ['wait' | 'begin', ...unknown[]]>): CircleCommand | null {
    const { open, begun } = this;
    switch (step[0]) {
      case 'rhythm': {
        const [, n, minutes] = step;
        const rule = rhythms[n] ?? weekly();
        const planned = open.state.meetings.map(({ start, date }) => (date ? start : 0));
        const to = Math.max(
          open.now + planningHorizon + 1,
          ...planned.map((each) => each + 2 * day),
        );
        return { do: 'set-rhythm', rule, minutes, begun, ...slotsBetween(rule, open.now, to) };
      }
      case 'plan-ahead':
        return planAheadCommand(open.state, open.now);
      case 'plan-behind':
        return planAheadCommand(this.behind, open.now);
      case 'pause':
        return { do: 'pause', until: step[1] === null ? null : open.now + step[1] * day, begun };
      case 'add': {
        const start = open.now + step[1] * hour;
        const meeting = `a_${open.state.meetings.length}` as MeetingId;
        return { do: 'schedule', meeting, start, end: start + hour };
      }
      case 'end-rhythm':
      case 'resume':
      case 'take-back-end':
        return { do: step[0], begun };
      default:
        return this.#commandAbout(step);
    }
  }

  #commandAbout(
    step:
      | readonly ['move', number, number]
      | readonly ['cancel' | 'end-meeting' | 'end-circle', number],
  ): CircleCommand | null {
    const { begun } = this;
    const planned = this.#at(step[1]);
    if (step[0] === 'end-circle') {
      return {
        do: 'end-circle',
        last: step[1] % 5 === 0 ? null : (planned?.meeting ?? null),
        text: '',
        begun,
      };
    }
    if (!planned) return null;
    const { meeting, start, end } = planned;
    if (step[0] === 'cancel') return { do: 'cancel-meeting', meeting, note: '', begun };
    if (step[0] === 'move') {
      const by = step[2] * hour;
      return { do: 'move-meeting', meeting, start: start + by, end: end + by, begun };
    }
    // Only what has begun ends.
    return begun.includes(meeting) ? { do: 'end-meeting', meeting } : null;
  }

  /** Answers the command that was sent; null for none. */
  take(step: Step): CircleCommand | null {
    const { open } = this;
    if (step[0] === 'wait') {
      open.now += step[1] * hour;
      for (const { at, command } of circle.deadlines(open.state)) {
        if (at <= open.now) open.when(command);
      }
      return null;
    }
    if (step[0] === 'begin') {
      const planned = this.#at(step[1]);
      const isNear = planned && planned.start < open.now + week && planned.end > open.now;
      if (planned && !planned.ended && isNear) this.begun.push(planned.meeting);
      return null;
    }
    const command = this.#commandOf(step);
    if (command) open.when(command);
    if (step[0] !== 'plan-ahead' && step[0] !== 'plan-behind') return command;
    this.behind = open.state;
    if (step[0] === 'plan-ahead') checkNextExists(open);
    return command;
  }
}

const timesOf = ({ start, end, ended, off }: PlannedMeeting) => ({
  start,
  end,
  ended,
  why: off?.why,
});

/** What holds for each meeting between any two moments of a history. */
function checkStep(history: PlanHistory, before: CircleState, command: CircleCommand | null): void {
  const { open, begun } = history;
  const ids = open.state.meetings.map(({ meeting }) => meeting);
  expect(new Set(ids).size).toBe(ids.length);
  const dates = open.state.meetings.flatMap(({ date }) => (date === undefined ? [] : [date]));
  expect(new Set(dates).size).toBe(dates.length);
  for (const [n, was] of before.meetings.entries()) {
    const is = open.state.meetings[n];
    if (!is) throw new Error(`Meeting ${was.meeting} is gone.`);
    expect([is.meeting, is.date]).toEqual([was.meeting, was.date]);
    const isEnd = command?.do === 'end-meeting' && command.meeting === was.meeting;
    if (isEnd) continue;
    const isChanged = JSON.stringify(timesOf(is)) !== JSON.stringify(timesOf(was));
    expect((is.revision ?? 0) - (was.revision ?? 0)).toBe(isChanged ? 1 : 0);
    if (isHeldAndOver(was) || (begun.includes(was.meeting) && !was.off)) expect(is).toEqual(was);
    const isByHand = command?.do === 'move-meeting' || command?.do === 'cancel-meeting';
    const isRunning = !was.ended && was.start - doorsLead <= open.now;
    if (isRunning && !isByHand) expect(is).toEqual(was);
    const isOfRhythm =
      command?.do === 'set-rhythm' || command?.do === 'end-rhythm' || command?.do === 'plan-ahead';
    if (isOfRhythm && isPlannedByHand(was)) expect(is).toEqual(was);
  }
}

/** Each date of the rhythm to come has its meeting, at its time, unless something else was decided. */
function checkRhythm({ open, begun }: PlanHistory): void {
  const { rhythm, ending, meetings } = open.state;
  if (rhythm === null || ending) return;
  const { rule, minutes, next } = rhythm;
  for (const { date, start } of slotsOf(rule, utc, open.now + 1, next ?? open.now + 2 * week)) {
    const planned = meetings.find((each) => each.date === date);
    if (!planned) {
      // A date in a pause need not exist.
      expect([date, isInPause(open.state, start)]).toEqual([date, true]);
      continue;
    }
    const isRunning = !planned.ended && planned.start - doorsLead <= open.now;
    if (isPlannedByHand(planned) || isRunning || begun.includes(planned.meeting)) continue;
    if (isHeldAndOver(planned)) continue;
    const off = isInPause(open.state, start) ? 'paused' : undefined;
    expect([date, timesOf(planned)]).toEqual([
      date,
      { start, end: start + minutes * 60_000, ended: off !== undefined, why: off },
    ]);
  }
}

it('RHY-1 RHY-3 RHY-4 plans keep ids, dates and revisions, and leave alone what is not theirs', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const history = new PlanHistory();
      for (const each of steps) {
        const before = history.open.state;
        const command = history.take(each);
        if (each[0] !== 'wait') checkStep(history, before, command);
        checkRhythm(history);
      }
    }),
    { numRuns: 1000, seed: 2074 },
  );
});
