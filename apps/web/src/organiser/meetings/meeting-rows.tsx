/** The next meetings of a circle: when, their state, who carries them, moving and cancelling. */
import { Plural, Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import layout from '../page/layout.module.css';
import { circleTimeText, meetingText } from '../schedule/meeting-times.ts';
import { CancelMeeting } from './cancel-meeting.tsx';
import { type CircleScheduleProps, isChangeable } from './circle-schedule.ts';
import { CoverTag } from './cover-tag.tsx';
import type { MeetingActProps } from './meeting-act-props.ts';
import styles from './meetings.module.css';
import { MoveMeeting } from './move-meeting.tsx';

/** The next month of a weekly circle. */
const shownFirst = 4;

export function MeetingRows({ circle, schedule, onChanged }: CircleScheduleProps) {
  const [isWhole, setWhole] = useState(false);
  const { meetings } = schedule;
  const shown = isWhole ? meetings : meetings.slice(0, shownFirst);
  const more = meetings.length - shown.length;
  return (
    <>
      <ul className={layout.list}>
        {shown.map((meeting) => (
          <li key={meeting.id}>
            <PlannedMeetingRow circle={circle} meeting={meeting} onChanged={onChanged} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <div>
          <Button kind="plain" onClick={() => setWhole(true)}>
            <Plural value={more} one="Show # more" other="Show # more" />
          </Button>
        </div>
      )}
    </>
  );
}

type OpenForm = 'move' | 'cancel' | null;

function PlannedMeetingRow({ circle, meeting, onChanged }: Omit<MeetingActProps, 'onClose'>) {
  const [open, setOpen] = useState<OpenForm>(null);
  const holder = useFocusSwap<HTMLDivElement>(open !== null);
  const act = { circle, meeting, onChanged, onClose: () => setOpen(null) };
  const name = <span className="hidden"> {meetingText(meeting)}</span>;
  return (
    <div className={styles.meeting}>
      <MeetingText meeting={meeting} />
      <div ref={holder}>
        {open === 'move' && <MoveMeeting {...act} />}
        {open === 'cancel' && <CancelMeeting {...act} />}
        {open === null && isChangeable(meeting) && (
          <div className={styles.acts}>
            <Button kind="plain" onClick={() => setOpen('move')}>
              <Trans>Move</Trans>
              {name}
            </Button>
            <Button kind="plain" onClick={() => setOpen('cancel')}>
              <Trans>Cancel it</Trans>
              {name}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

function MeetingText({ meeting }: Pick<MeetingActProps, 'meeting'>) {
  const { state, note, zone, wanted } = meeting;
  const isOff = state === 'cancelled';
  const circleTime = circleTimeText(meeting, zone);
  return (
    <>
      <span className={styles.when} data-off={isOff || undefined}>
        {meetingText(meeting)}
      </span>
      {circleTime !== null && <span className={layout.muted}>{circleTime}</span>}
      <span className={styles.tags}>
        <StateTag meeting={meeting} />
        {!isOff && wanted > 0 && <CoverTag {...meeting} />}
      </span>
      {note !== undefined && (
        <p className={styles.seen} dir="auto">
          {note}
        </p>
      )}
    </>
  );
}

/** Nothing for one that is as planned. */
function StateTag({ meeting: { state, why } }: Pick<MeetingActProps, 'meeting'>) {
  switch (state) {
    case 'planned':
      return null;
    case 'moved':
      return (
        <span className={styles.tag} data-state={state}>
          <Trans>Moved</Trans>
        </span>
      );
    case 'cancelled':
      return (
        <span className={styles.tag} data-state={state}>
          {why === 'paused' ? <Trans>Left out by the pause</Trans> : <Trans>Cancelled</Trans>}
        </span>
      );
    case 'running':
      return (
        <span className={styles.tag} data-state={state}>
          <Trans>On now</Trans>
        </span>
      );
    case 'over':
      return (
        <span className={styles.tag} data-state={state}>
          <Trans>Over</Trans>
        </span>
      );
    default:
      return state satisfies never;
  }
}
