/**
 * A rhythm with dates says when its story begins: so long before its first date as `starts` says, an hour
 * by default. The servers are put there before the circle is opened.
 */
import { ApiProblem } from '@holdspace/client';
import type { Rehearsal } from '../format/rehearsal.ts';
import { firstMeeting, hasDates, leadOf } from './first-meeting.ts';
import { type OpenedRehearsal, openRehearsalCircle, type RehearsalHost } from './host.ts';
import { failedBefore, type RehearsalResult, StepFailedError, stepFailed } from './result.ts';

async function moveToStoryStart(
  { organiser, now = Date.now, injectFault }: RehearsalHost,
  { circle }: Rehearsal,
): Promise<void> {
  if (!hasDates(circle.rhythm)) return;
  const lead = leadOf(circle);
  const { rhythm } = firstMeeting(now(), circle);
  if (!rhythm) return;
  const { next } = await organiser.previewRhythm(rhythm);
  const starts = next.map(({ start }) => Date.parse(start));
  const first = starts.find((start) => start - lead >= now()) ?? starts[0];
  const ahead = first === undefined ? 0 : first - lead - now();
  if (ahead <= 0) return;
  if (!injectFault) {
    const what = 'the story begins before the first date of its rhythm';
    throw stepFailed(0, 0, what, 'a server of our own', 'a server given by --server');
  }
  await injectFault({ do: 'let-time-pass', for: ahead });
}

/** The opened circle; the result when the organiser is refused. */
export async function openStory(
  rehearsal: Rehearsal,
  host: RehearsalHost,
): Promise<OpenedRehearsal | RehearsalResult> {
  try {
    await moveToStoryStart(host, rehearsal);
    return await openRehearsalCircle(host, rehearsal);
  } catch (error) {
    if (error instanceof StepFailedError) return failedBefore(rehearsal, error.failure);
    if (!(error instanceof ApiProblem)) throw error;
    const { code, message } = error.problem;
    const what = 'the organiser opens the circle';
    const { failure } = stepFailed(0, 0, what, 'ok', `${code}: ${message}`);
    return failedBefore(rehearsal, failure);
  }
}
