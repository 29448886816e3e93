/** The alert of a meeting that nobody carries, on nodes with a clock that the test moves (CVR-4). */
import type { CircleCommand, MeetingId, PersonId } from '@holdspace/core';
import { expect, it } from 'vitest';
import { systemContext } from '../../src/ledger/command-context.ts';
import { circleId, planMeetingInCircle } from '../realtime/seeded-circle.ts';
import { advance, onClock } from '../simulation/fake-clock.ts';
import {
  minute,
  prepareCircle,
  type SleepNode,
  startSleepNode,
  unsharedStore,
  useSleepClock,
} from './sleep-fixture.ts';

const hour = 60 * minute;
const far = 'm_far' as MeetingId;

async function planWithoutFacilitator(node: SleepNode, inHours: number): Promise<number> {
  const start = node.ledgers.store.now() + inHours * hour;
  await ask(node, { do: 'remove-facilitator', member: 'fern' as PersonId });
  await onClock(planMeetingInCircle(node.ledgers, circleId, far, start));
  return start;
}

async function ask(node: SleepNode, command: CircleCommand) {
  const circle = await onClock(node.ledgers.circle(circleId));
  expect(await onClock(circle.handle(command, systemContext))).toEqual({ ok: true });
}

async function alertsOf(node: SleepNode) {
  const { state } = await onClock(node.ledgers.house());
  return [...state.alerts.values()]
    .filter(({ kind, meeting }) => kind === 'uncovered' && meeting === far)
    .map(({ since, at, state: reached }) => ({ since, late: at - since < minute, reached }));
}

it('CVR-4 a sleeping circle is alerted of 48 h before, by another node when the first died', async () => {
  useSleepClock();
  const store = unsharedStore();
  await prepareCircle(store);
  const first = await startSleepNode(store);
  const start = await planWithoutFacilitator(first, 60);
  await advance(10 * hour);
  expect(await alertsOf(first)).toEqual([]);
  first.stop();
  const second = await startSleepNode(store);
  await advance(2 * hour - minute);
  expect(await alertsOf(second)).toEqual([]);
  await advance(2 * minute);
  const [alert] = await alertsOf(second);
  expect(alert?.reached).toBe('open');
  expect(Math.abs((alert?.since ?? 0) - (start - 48 * hour))).toBeLessThan(minute);
  expect(second.failures).toEqual([]);
});

it('CVR-4 an outage over the time is made up for, and a cancelled meeting settles the alert', async () => {
  useSleepClock();
  const store = unsharedStore();
  await prepareCircle(store);
  const first = await startSleepNode(store);
  await planWithoutFacilitator(first, 60);
  await advance(minute);
  first.stop();
  await advance(20 * hour);
  const second = await startSleepNode(store);
  await advance(2 * hour);
  expect((await alertsOf(second)).map(({ reached }) => reached)).toEqual(['open']);
  await ask(second, { do: 'cancel-meeting', meeting: far, note: '' });
  await advance(minute);
  expect((await alertsOf(second)).map(({ reached }) => reached)).toEqual(['settled']);
});
