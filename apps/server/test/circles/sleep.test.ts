/** When circles fall asleep and wake, on the store in memory; the same on every store below. */
import type { MeetingId, PersonId } from '@holdspace/core';
import type { CommandAnswer } from '@holdspace/protocol';
import { describe, expect, it } from 'vitest';
import type { CircleRuntime } from '../../src/circles/circle-runtime.ts';
import { systemContext } from '../../src/ledger/command-context.ts';
import { promised } from '../../src/ledger/command-reply.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { circleId, sessionOf } from '../realtime/seeded-circle.ts';
import { advance, onClock } from '../simulation/fake-clock.ts';
import {
  minute,
  prepareCircle,
  startSleepNode,
  unsharedStore,
  useSleepClock,
} from './sleep-fixture.ts';

const meetingId = `m_${circleId}` as MeetingId;
const hour = 60 * minute;

async function phasesOf(store: Store): Promise<{ phase: string; at: number }[]> {
  const { entries } = await store.read(`meeting:${meetingId}`, 0);
  const facts = entries.flatMap(({ body }) => JSON.parse(body).facts);
  return facts.filter(({ type }) => type === 'PhaseChanged');
}

const exclude = {
  do: 'exclude',
  member: 'ben' as PersonId,
  until: null,
  everywhere: true,
} as const;

type Handle = CircleRuntime<unknown>['handle'];

const answerOf = (
  circle: { readonly handle: Handle },
  sender: Parameters<Handle>[0],
  id: string,
  command: Parameters<Handle>[2],
  isExpired: () => boolean,
) => promised<CommandAnswer>((reply) => circle.handle(sender, id, command, isExpired, reply));

describe('a circle that sleeps', () => {
  it('PHA-1 PHA-6 FAC-6 runs by the clock with nobody there: doors, no-show, end, closing, purge', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store, { doorsLead: 30_000 });
    const node = await startSleepNode(store);
    await advance(26 * hour);
    expect(node.failures).toEqual([]);
    expect(node.circles.loaded.size).toBe(0);
    const circle = await onClock(node.ledgers.circle(circleId));
    const [planned] = circle.state.meetings;
    expect(planned).toMatchObject({ meeting: meetingId, ended: true });
    const start = planned?.start ?? 0;
    // In seconds: on this clock a turn of the event loop takes a millisecond.
    const after = (at: number) => Math.floor((at - start) / 1000);
    expect((await phasesOf(store)).map(({ phase, at }) => [phase, after(at)])).toEqual([
      ['doors', -30],
      ['aftercare', 3600],
      ['closed', 3600 + 15 * 60],
      ['purged', 25 * 3600],
    ]);
    const desk = await onClock(node.ledgers.desk(circleId));
    const [incident] = desk.state.incidents;
    expect([incident?.what, after(incident?.at ?? 0)]).toEqual(['no-show', 600]);
  });

  it('LED-12 is out of memory, with its ledgers, until somebody comes', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store);
    const node = await startSleepNode(store);
    await advance(5000);
    expect([node.circles.loaded.size, node.ledgers.size]).toEqual([0, 1]);
    const leave = await node.connect('ben');
    await advance(minute);
    expect(node.circles.loaded.size).toBe(1);
    leave();
    await advance(5000);
    expect([node.circles.loaded.size, node.ledgers.size]).toEqual([0, 1]);
  });

  it('LED-13 has one runtime on a node: who comes while it falls asleep gets the next one', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store);
    const node = await startSleepNode(store);
    const said: string[] = [];
    for (let n = 0; n < 12; n++) {
      await advance(900 + n * 20);
      const circle = await onClock(node.circles.circle(circleId));
      const who = { person: 'ben' as PersonId, session: sessionOf('ben'), device: 'device-ben' };
      const answer = await onClock(
        answerOf(
          circle,
          who,
          `command-${n}`,
          { do: 'intend', text: `intention ${n}`, visibility: 'self' } as never,
          () => false,
        ),
      );
      expect(node.circles.loaded.size).toBeLessThanOrEqual(1);
      said.push(JSON.stringify(answer));
    }
    expect(new Set(said).size).toBe(1);
    expect(node.failures).toEqual([]);
  });

  it('KEY-4 VOI-1 does what follows from a commit over HTTP though nobody is there', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store);
    const node = await startSleepNode(store);
    await advance(5000);
    expect(node.circles.loaded.size).toBe(0);
    const circle = await onClock(node.ledgers.circle(circleId));
    await onClock(circle.handle(exclude, systemContext));
    await advance(100);
    const house = await onClock(node.ledgers.house());
    expect(house.state.exclusions).toHaveLength(1);
    await advance(5000);
    expect(node.circles.loaded.size).toBe(0);
    expect((await onClock(node.ledgers.circle(circleId))).state.outgoing.size).toBe(0);
  });

  it('KEY-4 a node that died before it told the house is followed by the next, at once', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store);
    const dying = await startSleepNode(store);
    await advance(5000);
    dying.circles.close();
    const circle = await onClock(dying.ledgers.circle(circleId));
    await onClock(circle.handle(exclude, systemContext));
    dying.stop();
    const node = await startSleepNode(store);
    await advance(2000);
    expect((await onClock(node.ledgers.house())).state.exclusions).toHaveLength(1);
  });

  it('RND-17 woken by a person after a restart takes nobody who was in for away before `settle`', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store, { doorsLead: 10 * minute });
    const before = await startSleepNode(store);
    const meeting = await onClock(before.ledgers.meeting(meetingId));
    await before.connect('fern');
    await before.connect('ben');
    const circle = await onClock(before.circles.circle(circleId));
    const join = { do: 'join', seat: 'sharer' } as never;
    for (const name of ['fern', 'ben'] as const) {
      const who = {
        person: name as PersonId,
        session: sessionOf(name),
        device: `device-of-${name}`,
      };
      expect(await onClock(answerOf(circle, who, `join-of-${name}`, join, () => false))).toEqual({
        ok: true,
      });
    }
    expect(meeting.state.people.size).toBe(2);
    before.stop();
    const after = await startSleepNode(store);
    await after.connect('ben');
    const loaded = await onClock(after.circles.circle(circleId));
    await advance(29_000);
    expect(loaded.replica.presence.presenceOf('fern' as PersonId)).toBe('unknown');
    await advance(2000);
    expect(loaded.replica.presence.presenceOf('fern' as PersonId)).toBe('away');
    expect((await onClock(after.ledgers.meeting(meetingId))).state.leadAway).not.toBeNull();
  });

  it('RND-17 woken in aftercare by the node that put it to sleep waits for nobody', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store, { doorsLead: 10 * minute });
    const node = await startSleepNode(store);
    const leaves = [await node.connect('fern'), await node.connect('ben')];
    const circle = await onClock(node.circles.circle(circleId));
    const asked = [
      ['fern', { do: 'join', seat: 'sharer' }],
      ['ben', { do: 'join', seat: 'sharer' }],
      ['fern', { do: 'begin' }],
      ['fern', { do: 'close' }],
    ] as const;
    for (const [n, [name, command]] of asked.entries()) {
      const person = name as PersonId;
      const who = { person, session: sessionOf(name), device: `device-of-${name}` };
      const answer = answerOf(circle, who, `command-${n}`, command as never, () => false);
      expect(await onClock(answer)).toEqual({ ok: true });
    }
    // Longer than `settle`.
    await advance(minute);
    for (const leave of leaves) leave();
    await advance(5000);
    expect(node.circles.loaded.size).toBe(0);
    await node.connect('ben');
    const woken = await onClock(node.circles.circle(circleId));
    const { state } = await onClock(node.ledgers.meeting(meetingId));
    expect([state.phase, [...state.people.keys()]]).toEqual(['aftercare', ['fern', 'ben']]);
    const presence = (name: string) => woken.replica.presence.presenceOf(name as PersonId);
    expect([presence('fern'), presence('ben')]).toEqual(['away', 'here']);
  });

  it('FAC-2 finds out that all are gone with the node they were at, though nobody comes back', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store, { doorsLead: 10 * minute });
    const before = await startSleepNode(store);
    await before.connect('fern');
    const circle = await onClock(before.circles.circle(circleId));
    const who = {
      person: 'fern' as PersonId,
      session: sessionOf('fern'),
      device: 'device-of-fern',
    };
    await onClock(
      answerOf(circle, who, 'join-fern', { do: 'join', seat: 'sharer' } as never, () => false),
    );
    // Long enough for the circle to be looked after without a commit.
    await advance(5 * minute);
    before.stop();
    const after = await startSleepNode(store);
    await advance(4 * minute);
    expect((await onClock(after.ledgers.meeting(meetingId))).state.leadAway).not.toBeNull();
    expect(after.circles.loaded.size).toBe(0);
  });

  it('PRV-11 collects feedback at the end of its hour with nobody there', async () => {
    useSleepClock();
    const store = unsharedStore();
    await prepareCircle(store);
    const node = await startSleepNode(store);
    const leave = await node.connect('ben');
    const circle = await onClock(node.circles.circle(circleId));
    const who = { person: 'ben' as PersonId, session: sessionOf('ben'), device: 'device-of-ben' };
    await advance(1000);
    const feedback = { do: 'feedback', text: 'it was good' } as never;
    expect(await onClock(answerOf(circle, who, 'feedback-1', feedback, () => false))).toEqual({
      ok: true,
    });
    leave();
    await advance(10_000);
    expect(node.circles.loaded.size).toBe(0);
    await advance(hour);
    expect((await onClock(node.ledgers.desk(circleId))).state.feedback).toHaveLength(1);
  });

  it('LED-6 a circle that cannot be opened does not keep the others from their deadlines', async () => {
    useSleepClock();
    const sound = unsharedStore();
    await prepareCircle(sound, { doorsLead: 30_000 });
    const broken = Array.from({ length: 80 }, (_, n) => `circle:broken-${n}`);
    const asked = new Map<string, number>();
    const store: Store = {
      ...sound,
      deadlines: async (until, limit) =>
        [
          ...broken.map((ledger) => ({ ledger, at: 1 })),
          ...(await sound.deadlines(until, limit)),
        ].slice(0, limit),
      open: async (ledger) => {
        if (!broken.includes(ledger)) return sound.open(ledger);
        asked.set(ledger, (asked.get(ledger) ?? 0) + 1);
        throw new Error('broken');
      },
    };
    const node = await startSleepNode(store);
    await advance(hour);
    expect((await phasesOf(store))[0]?.phase).toBe('doors');
    expect(node.failures.length).toBeGreaterThan(0);
    // It waits longer each time.
    expect(Math.max(...asked.values())).toBeLessThan(30);
  });
});
