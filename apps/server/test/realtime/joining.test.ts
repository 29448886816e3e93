/** What coming in costs: commits, however many come at once. */
import type { MeetingId } from '@holdspace/core';
import { expect, it, vi } from 'vitest';
import { beginMeeting, eventually, startRealtimeFixture } from './realtime-fixture.ts';
import { circleId } from './seeded-circle.ts';

it('WAY-2 PHA-2 the circle learns of many who come in at once in few commits', async () => {
  const guests = Array.from({ length: 24 }, (_, n) => `Guest${n}`);
  const fixture = await startRealtimeFixture({ people: ['Fern', ...guests] });
  await beginMeeting(fixture, 'Fern');
  const meeting = await fixture.ledgers.meeting(`m_${circleId}` as MeetingId);
  const circle = await fixture.ledgers.circle(circleId);
  await eventually(() => meeting.state.outgoing.size === 0);
  const coming = await Promise.all(guests.map((name) => fixture.connect(name)));
  const before = meeting.version + circle.version;
  // All are in before the circle hears of the first, also when their way to the server is long.
  const handle = circle.handle.bind(circle);
  const allIn = Promise.withResolvers<void>();
  vi.spyOn(circle, 'handle').mockImplementation(async (...args) => {
    await allIn.promise;
    return handle(...args);
  });
  await Promise.all(coming.map((guest) => guest.do({ do: 'join', seat: 'listener' })));
  allIn.resolve();
  await eventually(() => meeting.state.outgoing.size === 0);
  const known = [...circle.state.members.values()].filter((member) => member.known);
  expect(known.length).toBe(guests.length + 1);
  // One commit for each entering; what the circle is told, and the confirmations, together.
  const commits = meeting.version + circle.version - before;
  expect(commits).toBeGreaterThanOrEqual(guests.length);
  expect(commits / guests.length).toBeLessThan(2);
});
