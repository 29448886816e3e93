/** Plans of circles on running nodes: who plans, which ledgers that takes, what a death leaves. */
import type { MeetingId, PersonId, Rhythm } from '@holdspace/core';
import { planningHorizon } from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import type { CirclePlanning } from '../../src/circles/circle-planning.ts';
import { currentMeetingLedger } from '../../src/circles/meeting-ledgers.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { promised } from '../../src/ledger/command-reply.ts';
import { circleRowOf } from '../../src/lists/circle-row.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { circleId, sessionOf } from '../realtime/seeded-circle.ts';
import { advance, onClock } from '../simulation/fake-clock.ts';
import { testPlanning } from './planning-fixture.ts';
import {
  minute,
  prepareCircle,
  type SleepNode,
  startSleepNode,
  unsharedStore,
  useSleepClock,
} from './sleep-fixture.ts';

const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
/** The clock begins on Tuesday, 2026-05-05, at 18:00 UTC. */
const weekly: Rhythm = {
  ...{ every: 'week', interval: 1, on: ['we'], at: '19:00', zone: 'Europe/Berlin' },
  from: '2026-05-05',
};
const setRhythm = { do: 'set-rhythm', rule: weekly, minutes: 60 } as const;
const seeded = `m_${circleId}` as MeetingId;

/** Nothing is left to do on this node, and it stops: then time passes at no cost. */
async function asleep(node: SleepNode): Promise<void> {
  await advance(5000);
  expect([node.circles.loaded.size, node.failures]).toEqual([0, []]);
  node.stop();
}

const circleOf = (node: SleepNode) => onClock(node.ledgers.circle(circleId));
async function change(node: SleepNode, what: Parameters<CirclePlanning['change']>[1]) {
  const circle = await circleOf(node);
  const answer = await onClock(testPlanning(node.ledgers).change(circle, what, systemContext));
  expect(answer).toEqual({ ok: true });
  return circle.state;
}
const meetingOf = async (node: SleepNode, meeting: MeetingId) =>
  (await onClock(node.ledgers.meeting(meeting))).state;
const headOf = async (store: Store, meeting: MeetingId) =>
  (await onClock(store.heads([`meeting:${meeting}`]))).get(`meeting:${meeting}`)?.version ?? 0;

async function ask(node: SleepNode, name: string, id: string, command: object) {
  const circle = await onClock(node.circles.circle(circleId));
  const who = { person: name as PersonId, session: sessionOf(name), device: `device-of-${name}` };
  const answer = promised<CommandAnswer>((reply) =>
    circle.handle(who, id, command as never, () => false, reply),
  );
  return onClock(answer);
}

/** A node with a weekly circle, whose first meeting by hand is cancelled. */
async function weeklyNode(store: Store): Promise<SleepNode> {
  await prepareCircle(store);
  const node = await startSleepNode(store);
  await change(node, { do: 'cancel-meeting', meeting: seeded, note: '' });
  await change(node, setRhythm);
  return node;
}

describe('a circle that meets every week', () => {
  it('RHY-1 wakes with as few ledgers with 12 planned weeks as with one meeting', async () => {
    useSleepClock();
    const [one, many] = [unsharedStore(), unsharedStore()];
    await prepareCircle(one);
    await asleep(await weeklyNode(many));
    const sizes: number[] = [];
    const planned: number[] = [];
    for (const store of [one, many]) {
      const node = await startSleepNode(store);
      const { replica } = await onClock(node.circles.circle(circleId));
      sizes.push(node.ledgers.size);
      planned.push(replica.circle.state.meetings.filter(({ ended }) => !ended).length);
      node.stop();
    }
    expect([sizes, planned]).toEqual([
      [4, 4],
      [1, 12],
    ]);
  });

  it('RHY-1 has a ledger for the next meeting alone, and more weeks are planned by the clock', async () => {
    useSleepClock();
    const store = unsharedStore();
    const before = await weeklyNode(store);
    const open = async (node: SleepNode) =>
      (await circleOf(node)).state.meetings.filter(({ ended }) => !ended);
    const [first, second, third] = (await open(before)).map(({ meeting }) => meeting);
    const heads = () =>
      Promise.all([first, second, third].map((each) => headOf(store, each as MeetingId)));
    expect(await heads()).toEqual([1, 0, 0]);
    await asleep(before);
    // Wednesday evening is over, and nobody came.
    await advance(day + 2 * hour + 30 * minute);
    const node = await startSleepNode(store);
    await advance(20 * minute);
    expect((await open(node))[0]?.meeting).toBe(second);
    expect((await heads()).map((version) => version > 0)).toEqual([true, true, false]);
    const { meetings, rhythm } = (await circleOf(node)).state;
    expect(meetings.filter(({ ended }) => !ended)).toHaveLength(12);
    expect((rhythm?.next ?? 0) - Date.now()).toBeGreaterThan(planningHorizon);
    await asleep(node);
  });

  it('RHY-1 a node plans the next date by itself when the last one begins, however far away it is', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store);
    const before = await startSleepNode(store);
    await change(before, { do: 'cancel-meeting', meeting: seeded, note: '' });
    await change(before, { ...setRhythm, rule: { ...weekly, interval: 26 } });
    const dates = async (node: SleepNode) =>
      (await circleOf(node)).state.meetings.flatMap(({ date }) => date ?? []);
    expect(await dates(before)).toEqual(['2026-05-06']);
    await asleep(before);
    await advance(day);
    const node = await startSleepNode(store);
    await advance(2 * minute);
    expect(await dates(node)).toEqual(['2026-05-06', '2026-11-04']);
    await asleep(node);
  });

  it('RHY-1 is over when no node ran at its time: the next one comes, and no list says that it runs', async () => {
    useSleepClock();
    const store = unsharedStore();
    await asleep(await weeklyNode(store));
    await advance(6 * day);
    const node = await startSleepNode(store);
    await advance(20_000);
    const circle = await circleOf(node);
    expect(await onClock(testPlanning(node.ledgers).openedMeetings(circle))).toEqual([]);
    const held = circle.state.meetings.filter(({ off }) => !off);
    expect(held.slice(0, 2).map(({ ended }) => ended)).toEqual([true, false]);
  });

  it('RHY-1 three nodes that plan at once make one set of meetings, with the same ids', async () => {
    useSleepClock();
    const store = createMemoryStore();
    await asleep(await weeklyNode(store));
    // No node runs for some weeks; then three wake at the same moment.
    await advance(3 * week);
    const nodes = [];
    for (let n = 0; n < 3; n++) nodes.push(await startSleepNode(store));
    await onClock(Promise.all(nodes.map(({ circles }) => circles.circle(circleId))));
    await advance(5000);
    const states = await Promise.all(nodes.map(async (each) => (await circleOf(each)).state));
    const lists = states.map(({ meetings }) => JSON.stringify(meetings));
    expect(new Set(lists).size).toBe(1);
    const dates = states[0]?.meetings.flatMap(({ date }) => date ?? []) ?? [];
    expect(dates).toHaveLength(15);
    expect(new Set(dates).size).toBe(15);
    expect(states[0]?.rhythm?.next).toBeGreaterThan(Date.now() + planningHorizon);
    expect(nodes.flatMap(({ failures }) => failures)).toEqual([]);
  });

  it('RHY-1 the id of a date is the same on every node, and another one in another circle', async () => {
    useSleepClock();
    const stores = [unsharedStore(), unsharedStore()];
    const lists = [];
    for (const store of stores) {
      lists.push(
        (await circleOf(await weeklyNode(store))).state.meetings.map(({ meeting }) => meeting),
      );
    }
    expect(lists[0]).toEqual(lists[1]);
    expect(lists[0]?.slice(1).every((id) => /^g_[0-9a-z]{16}$/.test(id))).toBe(true);
  });
});

describe('a plan that is changed', () => {
  it('RHY-3 is followed by the meeting though the node died after the circle had it', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store, { doorsLead: 30_000 });
    const dying = await startSleepNode(store);
    const leave = await dying.connect('ben');
    await advance(100);
    const circle = await circleOf(dying);
    const [planned] = circle.state.meetings;
    const start = (planned?.start ?? 0) + hour;
    dying.circles.close();
    leave();
    await onClock(
      circle.handle(
        { do: 'move-meeting', meeting: seeded, start, end: start + hour },
        systemContext,
      ),
    );
    dying.stop();
    const node = await startSleepNode(store);
    await advance(5 * minute);
    expect(await meetingOf(node, seeded)).toMatchObject({ phase: 'scheduled', start });
    await advance(hour - 4 * minute);
    expect((await meetingOf(node, seeded)).phase).toBe('doors');
    expect(node.failures).toEqual([]);
  });

  it('RHY-3 closes open doors: who waits is told at once, and the next meeting is the current one', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store, { admit: 'facilitator', doorsLead: 5 * minute });
    const node = await startSleepNode(store);
    await change(node, setRhythm);
    await node.connect('ben');
    await advance(1000);
    expect(await ask(node, 'ben', 'join-1', { do: 'join', seat: 'sharer' })).toEqual({ ok: true });
    expect((await meetingOf(node, seeded)).people.size).toBe(1);
    const runtime = await onClock(node.circles.circle(circleId));
    await change(node, { do: 'cancel-meeting', meeting: seeded, note: 'The room is closed.' });
    await advance(10);
    expect(await meetingOf(node, seeded)).toMatchObject({ phase: 'closed', calledOff: true });
    const current = runtime.replica.meetings.current;
    expect(current?.state).toMatchObject({ phase: 'scheduled' });
    expect(current?.state.meeting).not.toBe(seeded);
    expect(runtime.openMeetings).toBe(1);
    expect(await ask(node, 'ben', 'join-2', { do: 'join', seat: 'sharer' })).toEqual({
      refused: 'not-open-yet',
    });
    // A pause taken back in time brings the meeting back, with its ledger.
    const next = current?.state.meeting as MeetingId;
    await change(node, { do: 'pause', until: null });
    await advance(10);
    expect(runtime.replica.meetings.current).toBeNull();
    await change(node, { do: 'resume' });
    await advance(10);
    expect(runtime.replica.meetings.current?.state).toMatchObject({
      ...{ meeting: next, phase: 'scheduled', calledOff: false },
    });
    expect(node.failures).toEqual([]);
  });

  it('RHY-3 never takes away a meeting that has begun, also before its time and on another node', async () => {
    useSleepClock();
    const store = createMemoryStore();
    const node = await weeklyNode(store);
    await node.connect('fern');
    await node.connect('ben');
    await advance(1000);
    const runtime = await onClock(node.circles.circle(circleId));
    const meeting = runtime.replica.meetings.current?.state.meeting as MeetingId;
    for (const [n, command] of [{ do: 'open-doors' }, { do: 'begin' }].entries()) {
      expect(await ask(node, 'fern', `begin-${n}`, command)).toEqual({ ok: true });
    }
    const other = await startSleepNode(store);
    const circle = await circleOf(other);
    const cancel = { do: 'cancel-meeting', meeting, note: '' } as const;
    const planning = testPlanning(other.ledgers);
    expect(await onClock(planning.change(circle, cancel, systemContext))).toEqual({
      refused: 'stale',
    });
    await change(other, { ...setRhythm, rule: { ...weekly, on: ['fr'] } });
    // A node that did not know: the plan is put right again.
    expect(await onClock(circle.handle(cancel, systemContext))).toEqual({ ok: true });
    await advance(2000);
    const planned = (await circleOf(node)).state.meetings.find((each) => each.meeting === meeting);
    expect(planned).toMatchObject({ ended: false, revision: 2 });
    expect(planned).not.toHaveProperty('off');
    expect((await meetingOf(node, meeting)).phase).toBe('opening');
    expect(runtime.replica.meetings.current?.state.meeting).toBe(meeting);
    // A meeting that is planned before it parts nobody either, on a node that wakes only now.
    const start = Date.now() + hour;
    await change(other, {
      do: 'schedule',
      meeting: 'g_soon' as MeetingId,
      start,
      end: start + hour,
    });
    const third = await startSleepNode(store);
    const found = await onClock(currentMeetingLedger(third.ledgers, await circleOf(third)));
    expect(found?.state.meeting).toBe(meeting);
  });
});

describe('the end of a circle', () => {
  it('RHY-4 comes with its last meeting, by the clock, and in its time nothing is left of it', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store, { memberRetention: 10 * day });
    const node = await startSleepNode(store);
    await change(node, setRhythm);
    const { meetings } = await change(node, { do: 'end-circle', last: seeded, text: 'Thank you.' });
    expect(meetings.filter(({ ended }) => !ended)).toHaveLength(1);
    await advance(hour + 20 * minute);
    const ended = (await circleOf(node)).state;
    expect(ended.ending?.over).not.toBeNull();
    expect(ended.rhythm?.next).not.toBeNull();
    await asleep(node);
    await advance(11 * day);
    const after = await startSleepNode(store);
    await advance(1000);
    const circle = await circleOf(after);
    expect(circle.state.ending).toMatchObject({ gone: true });
    expect([circle.state.members.size, circle.words.size]).toEqual([0, 0]);
    // Lists leave it out.
    expect(circleRowOf(circle)).toBeNull();
    await asleep(after);
    expect(
      (await onClock(store.deadlines(Number.MAX_SAFE_INTEGER, 10))).map(({ ledger }) => ledger),
    ).not.toContain(`circle:${circleId}`);
  });
});
