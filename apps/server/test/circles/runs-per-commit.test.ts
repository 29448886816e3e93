/** A commit asks for a run of the meeting only when the run would find something new. */
import { expect, it, vi } from 'vitest';
import { CoalescingTask } from '../../src/scheduling/coalescing-task.ts';
import { beginMeeting, circleId, startRealtimeFixture } from '../realtime/realtime-fixture.ts';

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
  const request = vi.spyOn(CoalescingTask.prototype, 'request');
  const { version } = meeting;
  for (let n = 0; n < 5; n++) await ben.do({ do: 'say', text: `Message ${n}` });
  expect(meeting.version).toBe(version + 5);
  expect(request).not.toHaveBeenCalled();
  const mute = { do: 'mute', who: ben.person, for: '5m', reason: 'pace', note: 'Please.' } as const;
  await fern.do(mute);
  expect(request).toHaveBeenCalled();
  await vi.waitFor(() => expect(meeting.state.outgoing.size).toBe(0));
  request.mockRestore();
});
