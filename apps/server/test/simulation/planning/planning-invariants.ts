/** What holds in every world of plans: between any two looks at it, and once everything has settled. */
import {
  type CircleState,
  defaultSettings,
  isHeldAndOver,
  isInPause,
  type PersonId,
  type PlannedMeeting,
  planningHorizon,
  type Rhythm,
  seatPlan,
  slotsOf,
} from '@holdspace/core';
import { openMeetingsAtHand } from '../../../src/circles/meeting-ledgers.ts';
import { zoneRules } from '../../../src/circles/zone-rules.ts';
import { seatTokenOf } from '../../../src/security/tokens.ts';
import { circleId } from '../../realtime/seeded-circle.ts';
import { onClock } from '../fake-clock.ts';
import { carers, members, type PlanningWorld, type PlanStep, seatCount } from './planning-world.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;
const { doorsLead } = defaultSettings;

function hold(condition: boolean, what: () => string): void {
  if (!condition) throw new Error(what());
}
const isUnique = (list: readonly unknown[]) => new Set(list).size === list.length;
const timesOf = ({ start, end, ended, off }: PlannedMeeting) =>
  JSON.stringify([start, end, ended, off?.why]);

export function checkPlanStep(before: PlanStep, after: PlanStep): void {
  const { circle, now } = after;
  const dates = circle.meetings.flatMap(({ date }) => date ?? []);
  hold(isUnique(circle.meetings.map(({ meeting }) => meeting)), () => 'RHY-1 an id is there twice');
  hold(isUnique(dates), () => 'RHY-1 a date has two meetings');
  for (const [n, was] of before.circle.meetings.entries()) {
    checkMeeting(was, circle.meetings[n], before, after);
  }
  checkLocalTimes(circle, now);
  checkSeats(after);
  checkCover(before, after);
  checkProposals(before.circle, circle);
}

/** Said here once more: a mistake there must be found here. */
const isChangedByHand = ({ date, moved, off }: PlannedMeeting): boolean =>
  date === undefined || moved === true || off?.why === 'cancelled';

function checkMeeting(
  was: PlannedMeeting,
  is: PlannedMeeting | undefined,
  before: PlanStep,
  { byHand, done }: PlanStep,
): void {
  const tell = (what: string) => () =>
    `${what}: ${JSON.stringify(was)} became ${JSON.stringify(is)} by ${done.join(', ')}`;
  if (is?.meeting !== was.meeting || is.date !== was.date) throw new Error(tell('RHY-1 an id')());
  const rises = (is.revision ?? 0) - (was.revision ?? 0);
  hold(rises >= 0, tell('RHY-5 the sequence falls'));
  const isEnd = !was.ended && is.ended && !is.off;
  const isChanged = timesOf(was) !== timesOf(is);
  hold(!isChanged || isEnd || rises > 0, tell('RHY-5 a change without a new sequence'));
  hold(!isHeldAndOver(was) || timesOf(was) === timesOf(is), tell('RHY-3 what is over changed'));
  const isTouched = [before.byHand, byHand].some(
    (each) => each.has('all') || each.has(was.meeting),
  );
  const isKept = isChangedByHand(was) && !isTouched;
  hold(!isKept || isEnd || !isChanged, tell('RHY-3 changed by hand, and touched'));
}

const instantOf = (rule: Rhythm, date: string): number =>
  zoneRules.instantOf(date, rule.at, rule.zone).at;

/** RHY-2: dates of the rhythm are at its local time, unless somebody moved them or they begin. */
function checkLocalTimes({ meetings, rhythm }: CircleState, now: number): void {
  if (!rhythm) return;
  for (const { date, start, moved, ended } of meetings) {
    if (date === undefined || moved || ended || start - doorsLead - hour <= now) continue;
    hold(
      start === instantOf(rhythm.rule, date),
      () => `RHY-2 ${date} is at ${new Date(start).toISOString()}, of ${JSON.stringify(rhythm)}`,
    );
  }
}

function checkSeats({ circle, words }: PlanStep): void {
  for (const { meeting } of circle.meetings) {
    const plan = seatPlan(circle, words, meeting, seatTokenOf);
    if (!plan) continue;
    const { seated, waiting, declined } = plan;
    hold(seated.size <= seatCount, () => `RHY-6 ${seated.size} of ${seatCount} seats are taken`);
    const all = [...seated, ...waiting, ...declined];
    hold(
      isUnique(all) && all.length === members.length,
      () => `RHY-6 ${all} are not all, each once`,
    );
    hold(
      waiting.length === 0 || seated.size === seatCount,
      () => 'RHY-6 a seat is free, and one waits',
    );
  }
}

/** The most starts within seven days, less the hour of a clock change, that hold this one. */
function mostAround(starts: readonly number[], start: number): number {
  const around = starts.filter((each) => Math.abs(each - start) < week - hour);
  const firsts = around.filter((first) => first <= start);
  return Math.max(
    ...firsts.map(
      (first) => around.filter((each) => each >= first && each - first < week - hour).length,
    ),
  );
}

const givenTo = ({ house }: PlanStep, staff: PersonId) =>
  [...house.cover.meetings].filter(([, { yes }]) => yes.has(staff));

function checkCover(before: PlanStep, after: PlanStep): void {
  const { carers: wanted } = after.circle.settings;
  for (const [meeting, { yes }] of after.house.cover.meetings) {
    hold(yes.size <= wanted, () => `CVR-2 ${meeting} has ${yes.size} yes for ${wanted} places`);
  }
  for (const staff of carers) {
    const limits = after.house.cover.carers.get(staff);
    if (JSON.stringify(limits) !== JSON.stringify(before.house.cover.carers.get(staff))) continue;
    const had = new Set(
      givenTo(before, staff).map(([meeting, { start }]) => `${meeting} ${start}`),
    );
    const given = givenTo(after, staff);
    for (const [meeting, { start, end }] of given) {
      if (had.has(`${meeting} ${start}`)) continue;
      const most = limits?.meetingsAWeek ?? null;
      const starts = given.map(([, each]) => each.start);
      hold(
        most === null || mostAround(starts, start) <= most,
        () => `CVR-3 ${staff} exceeds ${most} a week`,
      );
      const rest = (limits?.hoursBetween ?? 0) * hour;
      for (const [other, times] of given) {
        const between = Math.max(times.start - end, start - times.end);
        hold(
          other === meeting || between >= rest,
          () => `CVR-3 ${staff} has no rest of ${rest / hour} h`,
        );
      }
    }
  }
}

function checkProposals(before: CircleState, after: CircleState): void {
  hold(after.agreements.version >= before.agreements.version, () => 'AGR-1 a version falls');
  for (const [id, was] of before.proposals) {
    const is = after.proposals.get(id);
    if (!is) continue;
    hold(is.answers.size <= members.length, () => 'AGR-3 more answers than members');
    hold(
      was.closed === null || JSON.stringify(was.closed) === JSON.stringify(is.closed),
      () => `AGR-3 proposal ${id} ended twice`,
    );
  }
}

/** Once all nodes run and have caught up: no meeting is missing, and every node says the same. */
export async function checkSettled(world: PlanningWorld): Promise<void> {
  const { circle } = await world.look();
  const now = world.store.now();
  const { rhythm, ending, meetings } = circle;
  if (rhythm && !ending) {
    const known = new Set(meetings.flatMap(({ date }) => date ?? []));
    for (const { date, start } of slotsOf(
      rhythm.rule,
      zoneRules,
      now + 1,
      now + planningHorizon - hour,
    )) {
      hold(known.has(date) || isInPause(circle, start), () => `RHY-1 ${date} has no meeting`);
    }
  }
  for (const { name, parts } of world.nodes) {
    if (!parts) throw new Error(`${name} does not run.`);
    const own = await onClock(parts.ledgers.circle(circleId));
    await onClock(own.catchUp());
    hold(
      JSON.stringify(own.state.meetings) === JSON.stringify(meetings),
      () => `LED-16 ${name} differs`,
    );
    for (const planned of await onClock(openMeetingsAtHand(parts.ledgers, own.state))) {
      const { state, version } = await onClock(parts.ledgers.meeting(planned.meeting));
      if (version === 0 || state.phase !== 'scheduled') continue;
      hold(
        state.start === planned.start,
        () => `RHY-3 ${planned.meeting} does not follow its plan`,
      );
    }
  }
}
