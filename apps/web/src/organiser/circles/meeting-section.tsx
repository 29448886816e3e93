/** The present or next meeting of a circle, and scheduling one. */
import { Trans } from '@lingui/react/macro';
import { formatDay, formatTime } from '../../lib/i18n/dates.ts';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import layout from '../page/layout.module.css';
import { NextMeeting } from './next-meeting.tsx';

export function MeetingSection({ detail, onChanged }: CircleDetailProps) {
  const { meeting } = detail;
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Meeting</Trans>
      </h2>
      {meeting ? (
        <p>
          <strong>
            <Trans>
              {formatDay(meeting.start)}, {formatTime(meeting.start)} to {formatTime(meeting.end)}
            </Trans>
          </strong>
          <br />
          <span className={layout.muted}>
            <MeetingPhaseText phase={meeting.phase} />
          </span>
        </p>
      ) : (
        <p className={layout.muted}>
          <Trans>No meeting is scheduled.</Trans>
        </p>
      )}
      <NextMeeting detail={detail} onChanged={onChanged} />
    </section>
  );
}

function MeetingPhaseText({ phase }: { readonly phase: string }) {
  switch (phase) {
    case 'scheduled':
      return <Trans>The doors open shortly before it begins.</Trans>;
    case 'doors':
      return <Trans>The doors are open.</Trans>;
    case 'opening':
    case 'body':
    case 'closing':
      return <Trans>It’s on now.</Trans>;
    default:
      return <Trans>It’s over.</Trans>;
  }
}
