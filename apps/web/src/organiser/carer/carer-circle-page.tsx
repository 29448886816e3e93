/**
 * The page of one circle for somebody who is no organiser (STF-1, STF-6): facilitators find the way
 * into the circles that they look after, people on call the calls for help that they are alerted for.
 */
import type { CircleDetail } from '@holdspace/protocol';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../app/shell/page.tsx';
import { formatDay, formatTime } from '../../lib/i18n/dates.ts';
import { useNow } from '../../lib/time/now.ts';
import { Card } from '../../ui/card.tsx';
import { ListedCover } from '../circles/circle-groups.tsx';
import { meetingStateText } from '../circles/circle-state-text.ts';
import { EnterCircle } from '../circles/enter-circle.tsx';
import { SettingsSummary } from '../circles/settings-summary.tsx';
import { BackToCircles } from '../page/back-to-circles.tsx';
import layout from '../page/layout.module.css';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { OnCallPage } from './on-call-page.tsx';

export function CarerCirclePage({ circle }: { readonly circle: string }) {
  const { t } = useLingui();
  const [own, reload] = useStaffQuery((api) => api.ownStaff());
  if (own.state === 'loading') return <Page title={t`The circle`}>{null}</Page>;
  if (own.state === 'failed') return <LoadFailedPage {...own} onRetry={reload} />;
  const { roles, circles } = own.value;
  const looksAfter = roles.includes('facilitator') && circles.includes(circle);
  return looksAfter ? <OwnCirclePage circle={circle} /> : <OnCallPage circle={circle} />;
}

function OwnCirclePage({ circle }: { readonly circle: string }) {
  const { t } = useLingui();
  const [loaded, reload] = useStaffQuery((api) => api.circle(circle), circle);
  if (loaded.state === 'loading') return <Page title={t`The circle`}>{null}</Page>;
  if (loaded.state === 'failed') return <LoadFailedPage {...loaded} onRetry={reload} />;
  return <OwnCircle detail={loaded.value} />;
}

export function OwnCircle({ detail }: { readonly detail: CircleDetail }) {
  const { t } = useLingui();
  const now = useNow();
  const { id, name, purpose, meeting, members } = detail;
  const state = meeting && meetingStateText(meeting, now);
  return (
    <Page
      documentTitle={name}
      title={<bdi>{name}</bdi>}
      lead={purpose || undefined}
      above={<BackToCircles />}
    >
      <Card title={t`The meeting`}>
        <p>
          {meeting ? (
            <Trans>
              {formatDay(meeting.start)}, {formatTime(meeting.start)} to {formatTime(meeting.end)}
            </Trans>
          ) : (
            <Trans>No meeting scheduled</Trans>
          )}
        </p>
        {state && <p>{state}</p>}
        <ListedCover meeting={meeting} />
        <p className={layout.muted}>
          <Plural value={members} one="# person belongs to it" other="# people belong to it" />
        </p>
        <div>
          <EnterCircle circle={id} name={name} />
        </div>
      </Card>
      <SettingsSummary detail={detail} />
    </Page>
  );
}
