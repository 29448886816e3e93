/** The state of a circle's meeting in words: the phase and the counts, nothing that was said (STF-6). */
import type { CircleSummary } from '@holdspace/protocol';
import { plural, t } from '@lingui/core/macro';

type ListedMeeting = NonNullable<CircleSummary['meeting']>;

/** `''` for a meeting that is planned and has nothing to say yet. `now`: epoch ms. */
export function meetingStateText(meeting: ListedMeeting, now: number): string {
  const { present, waiting } = meeting;
  const parts = [
    phaseText(meeting, now),
    present > 0 && plural(present, { one: '# person is in', other: '# people are in' }),
    waiting > 0 && plural(waiting, { one: '# waits to be let in', other: '# wait to be let in' }),
  ];
  return parts.filter(Boolean).join(' · ');
}

function phaseText({ phase, start }: ListedMeeting, now: number): string {
  switch (phase) {
    case 'scheduled':
    case 'doors':
      if (start <= now) return t`It hasn’t begun yet`;
      return phase === 'doors' ? t`The doors are open` : '';
    case 'opening':
    case 'body':
      return t`Under way`;
    case 'closing':
      return t`Coming to its end`;
    case 'aftercare':
      return t`Just over`;
    default:
      return '';
  }
}
