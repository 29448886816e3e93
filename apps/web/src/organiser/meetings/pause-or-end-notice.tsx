/** That a circle is paused, ends or has ended, with taking that back where it still can be (RHY-4). */
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';
import { meetingDayText } from '../schedule/meeting-times.ts';
import type { CircleSchedule, CircleScheduleProps } from './circle-schedule.ts';
import { LastMeetingText } from './last-meeting-text.tsx';
import styles from './meetings.module.css';

/**
 * What the press on the other end of the page led to, with the way back, gets the focus: it comes
 * above what was pressed, and a phone does not show both.
 */
export function PauseOrEndNotice(props: CircleScheduleProps) {
  const holder = useFocusSwap<HTMLDivElement>(props.schedule.rhythm.state);
  return (
    <div ref={holder} className={styles.notice}>
      <CurrentStateNotice {...props} />
    </div>
  );
}

function CurrentStateNotice(props: CircleScheduleProps) {
  const { t } = useLingui();
  const { rhythm } = props.schedule;
  switch (rhythm.state) {
    case 'open':
      return null;
    case 'paused':
      return (
        <StateNotice {...props} label={t`Resume now`} done={t`The circle meets again.`}>
          <PauseText pausedUntil={rhythm.pausedUntil ?? null} />
        </StateNotice>
      );
    case 'ending':
      return (
        <StateNotice {...props} label={t`Take it back`} done={t`The circle goes on.`}>
          <LastMeetingText last={rhythm.last ?? null} meetings={props.schedule.meetings} />{' '}
          <Trans>Until it’s over you can take that back.</Trans>
        </StateNotice>
      );
    case 'ended':
      return (
        <StateNotice {...props} label={t`Take it back`} done={t`The circle goes on.`}>
          <Trans>
            This circle has ended. Its members read the closing words on their page until everything
            is deleted.
          </Trans>
        </StateNotice>
      );
    default:
      return rhythm.state satisfies never;
  }
}

function PauseText({ pausedUntil }: { readonly pausedUntil: string | null }) {
  if (pausedUntil === null) {
    return <Trans>The circle is paused until you resume it. No meetings take place.</Trans>;
  }
  const day = meetingDayText(Date.parse(pausedUntil));
  return <Trans>The circle is paused. Meetings take place again from {day}.</Trans>;
}

interface StateNoticeProps extends CircleScheduleProps {
  /** Of the button. */
  readonly label: string;
  readonly done: string;
  readonly children: ReactNode;
}

function StateNotice({ circle, schedule, label, done, onChanged, children }: StateNoticeProps) {
  const request = useStaffRequest();
  const resume = async () => {
    if (!(await request.run((api) => api.resumeCircle(circle)))?.ok) return;
    announce(done);
    onChanged();
  };
  return (
    <div data-first tabIndex={-1} className={layout.stack}>
      <Notice
        tone="honey"
        stacked
        action={
          canResume(schedule) && (
            <Button busy={request.busy} onClick={() => void resume()}>
              {label}
            </Button>
          )
        }
      >
        {children}
      </Notice>
      <CommandError command={request} />
    </div>
  );
}

const canResume = ({ rhythm }: CircleSchedule): boolean =>
  rhythm.state === 'paused' || rhythm.canResume;
