/** What a commit leads to is computed once, however many parts use it. */
import type * as Core from '@holdspace/core';
import { expect, it, vi } from 'vitest';
import { beginMeeting, startRealtimeFixture } from '../realtime/realtime-fixture.ts';
import { circleId } from '../realtime/seeded-circle.ts';

const computed = vi.hoisted(() => ({ deadlines: 0, viewers: 0 }));

vi.mock('../../../../packages/core/src/meeting/turn-clock.ts', async (importOriginal) => {
  const original = await importOriginal<typeof Core>();
  const nextTurnNoteAt = (state: Core.MeetingState) => {
    // The list of deadlines asks for it once.
    computed.deadlines++;
    return (
      original as unknown as { nextTurnNoteAt(state: Core.MeetingState): number | null }
    ).nextTurnNoteAt(state);
  };
  return { ...original, nextTurnNoteAt };
});

vi.mock('@holdspace/core', async (importOriginal) => {
  const core = await importOriginal<typeof Core>();
  const viewersAffectedByMeeting: typeof core.viewersAffectedByMeeting = (...given) => {
    computed.viewers++;
    return core.viewersAffectedByMeeting(...given);
  };
  return { ...core, viewersAffectedByMeeting };
});

it('LED-12 deadlines and affected viewers are computed once per commit', async () => {
  const fixture = await startRealtimeFixture();
  const [fern, ben] = await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo');
  const circle = await fixture.ledgers.circle(circleId);
  const [planned] = circle.state.meetings;
  if (!fern || !ben || !planned) throw new Error('The fixture has no meeting.');
  const meeting = await fixture.ledgers.meeting(planned.meeting);
  const steps: [name: string, least: number, step: () => Promise<void>][] = [
    // No deadline follows from a hand, so it is not looked for.
    ['an act of one commit', 0, () => ben.do({ do: 'raise-hand' })],
    [
      'an act with a receipt',
      1,
      () =>
        fern.do({ do: 'mute', who: ben.person, for: '5m', reason: 'pace', note: 'Please rest.' }),
    ],
  ];
  for (const [name, least, step] of steps) {
    await Promise.all([fern.sync(), ben.sync()]);
    const [version, deadlines, viewers] = [meeting.version, computed.deadlines, computed.viewers];
    await step();
    await vi.waitFor(() => expect(meeting.state.outgoing.size).toBe(0));
    await fern.sync();
    const commits = meeting.version - version;
    expect(commits, name).toBeGreaterThan(0);
    expect(computed.viewers - viewers, `${name}: affected viewers`).toBe(commits);
    const lists = computed.deadlines - deadlines;
    expect(lists, `${name}: deadlines`).toBeGreaterThanOrEqual(least);
    expect(lists, `${name}: deadlines`).toBeLessThanOrEqual(least === 0 ? 0 : commits);
  }
});
