/** A commit asks for a run of the meeting only when the run would find something new. */
import { expect, it, vi } from 'vitest';
import { MeetingRuntime } from '../../src/circles/meeting-runtime.ts';
import { beginMeeting, startRealtimeFixture } from '../realtime/realtime-fixture.ts';
import { circleId } from '../realtime/seeded-circle.ts';

it('LED-12 a message asks for no run, and what changes a deadline or the outbox does', async () => {
  const fixture = await startRealtimeFixture();
  const [fern, ben] = await beginMeeting(fixture, 'Fern', 'Ben', 'Cleo');
  const circle = await fixture.ledgers.circle(circleId);
  const [planned] = circle.state.meetings;
  if (!fern || !ben || !planned) throw new Error('The fixture has no meeting.');
  const meeting = await fixture.ledgers.meeting(planned.meeting);
  await fern.do({ do: 'set-floor', mode: 'open' });
  await ben.do({ do: 'say', text: 'The first message.' });
  await vi.waitFor(() => expect(meeting.state.outgoing.size).toBe(0));
  await Promise.all([fern.sync(), ben.sync()]);
  const run = MeetingRuntime.prototype.requestReconcile;
  let asked = 0;
  const request = vi.spyOn(MeetingRuntime.prototype, 'requestReconcile');
  request.mockImplementation(function (this: MeetingRuntime) {
    // Presence asks too, at its own times.
    if (new Error().stack?.includes('.onCommitted')) asked++;
    run.call(this);
  });
  const { version } = meeting;
  for (let n = 0; n < 5; n++) await ben.do({ do: 'say', text: `Message ${n}` });
  expect(meeting.version).toBe(version + 5);
  expect(asked).toBe(0);
  const mute = { do: 'mute', who: ben.person, for: '5m', reason: 'pace', note: 'Please.' } as const;
  await fern.do(mute);
  expect(asked).toBeGreaterThan(0);
  await vi.waitFor(() => expect(meeting.state.outgoing.size).toBe(0));
  request.mockRestore();
});
