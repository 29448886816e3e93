/** What is private to a person is computed once in a flush, however many parts and devices use it. */

import { expect, it, vi } from 'vitest';
import { beginMeeting, startRealtimeFixture } from '../realtime/realtime-fixture.ts';

/** Whose private view was computed, in order. */
const computed = vi.hoisted((): string[] => []);

/** The part of the module that computes what a person may do, as each private view does. */
interface PermissionsModule {
  meetingPermissions(asked: { readonly who: string }): unknown;
}

vi.mock('../../../../packages/core/src/meeting/meeting.ts', async (importOriginal) => {
  const original = await importOriginal<PermissionsModule>();
  const meetingPermissions: PermissionsModule['meetingPermissions'] = (asked) => {
    computed.push(asked.who);
    return original.meetingPermissions(asked);
  };
  return { ...original, meetingPermissions };
});

const computedDuring = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
  computed.length = 0;
  await work();
  return computed.toSorted();
};

it('WIRE-6 PHA-1 the first snapshot of a person computes their private part once', async () => {
  const fixture = await startRealtimeFixture();
  await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo');
  expect(await computedDuring(() => fixture.connect('Dov'))).toEqual(['dov', 'fern']);
});

it('WIRE-1 RND-16 one flush computes one private part for all devices that do not write', async () => {
  const fixture = await startRealtimeFixture();
  const [fern] = await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo');
  for (const device of ['second-device', 'third-device', 'fourth-device']) {
    await fixture.connect('Ben', { device });
  }
  const people = await computedDuring(() => fern?.do({ do: 'raise-hand' }) ?? Promise.reject());
  // Of Ben's four devices one writes.
  expect(people).toEqual(['ben', 'ben', 'cleo', 'fern']);
});
