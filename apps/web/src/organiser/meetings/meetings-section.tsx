/** When a circle meets: its rhythm, its next meetings, and adding one. */
import { Trans } from '@lingui/react/macro';
import type { QueryState } from '../../lib/api/use-query.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SpokenText } from '../../ui/spoken-text.tsx';
import type { CircleDetailProps } from '../page/circle-detail-props.ts';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import type { CircleSchedule } from './circle-schedule.ts';
import { MeetingRows } from './meeting-rows.tsx';
import { PauseOrEndNotice } from './pause-or-end-notice.tsx';
import { PlanMeeting } from './plan-meeting.tsx';
import { RhythmLine } from './rhythm-line.tsx';

interface MeetingsSectionProps extends CircleDetailProps {
  readonly loaded: QueryState<CircleSchedule>;
}

export function MeetingsSection({ detail, loaded, onChanged }: MeetingsSectionProps) {
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Meetings</Trans>
      </h2>
      {loaded.state === 'there' && (
        <Meetings detail={detail} schedule={loaded.value} onChanged={onChanged} />
      )}
      {loaded.state === 'failed' && (
        <>
          <SpokenText>
            {loaded.problem.message || <Trans>The meetings can’t be shown just now.</Trans>}
          </SpokenText>
          <div>
            <Button onClick={onChanged}>
              <Trans>Try again</Trans>
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

interface MeetingsProps extends CircleDetailProps {
  readonly schedule: CircleSchedule;
}

export function Meetings({ detail, schedule, onChanged }: MeetingsProps) {
  const { rhythm, meetings } = schedule;
  const props = { circle: detail.id, schedule, onChanged };
  const isOver = rhythm.state === 'ended';
  return (
    <>
      <PauseOrEndNotice {...props} />
      {!isOver && rhythm.rhythm !== null && <RhythmLine {...props} />}
      {meetings.length === 0 && !isOver && (
        <p className={layout.muted}>
          <Trans>No meeting is planned.</Trans>
        </p>
      )}
      {!isOver && detail.facilitators.length === 0 && <NobodyCarriesIt circle={detail.id} />}
      <MeetingRows {...props} />
      {!isOver && (
        <PlanMeeting detail={detail} hasRhythm={rhythm.rhythm !== null} onChanged={onChanged} />
      )}
      {!isOver && rhythm.rhythm === null && <RhythmLine {...props} />}
    </>
  );
}

/** No facilitator has come in yet, neither of the staff nor by a link: what covers the meetings. */
function NobodyCarriesIt({ circle }: { readonly circle: string }) {
  return (
    <Notice
      tone="honey"
      stacked
      action={
        <ButtonLink to={staffPaths.addStaff('facilitator', circle)}>
          <Trans>Add a facilitator</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        No facilitator has come into this circle yet. Its meetings are covered once they have.
      </Trans>
    </Notice>
  );
}
