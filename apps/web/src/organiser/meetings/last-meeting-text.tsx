/** After which meeting a circle ends. */
import type { MeetingBody } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { meetingText } from '../schedule/meeting-times.ts';

interface LastMeetingTextProps {
  /** The id of the last meeting; null: none is left. */
  readonly last: string | null;
  readonly meetings: readonly MeetingBody[];
}

export function LastMeetingText({ last, meetings }: LastMeetingTextProps) {
  const meeting = meetings.find(({ id }) => id === last);
  if (!meeting) return <Trans>The circle ends, and no meeting is left.</Trans>;
  return <Trans>The circle ends after its last meeting: {meetingText(meeting)}.</Trans>;
}
