/** The page of one circle for its organiser: meeting, settings, record, people and links. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../app/shell/page.tsx';
import { useQuery } from '../../lib/api/use-query.ts';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { OrganiserDeskSection } from '../desk/desk.tsx';
import { RecordSection } from '../desk/record.tsx';
import { SaveKitSection } from '../kits/save-kit.tsx';
import { CardsSection } from '../links/card-rows.tsx';
import { LinksSection } from '../links/links.tsx';
import { CircleLifeSection } from '../meetings/circle-life-section.tsx';
import { useCircleSchedule } from '../meetings/circle-schedule.ts';
import { MeetingsSection } from '../meetings/meetings-section.tsx';
import { BackToCircles } from '../page/back-to-circles.tsx';
import layout from '../page/layout.module.css';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { PeopleSection } from '../people/people.tsx';
import { AgreementsSection } from './agreements-section.tsx';
import { OwnEntrance } from './own-entrance.tsx';
import { SettingsSection } from './settings-section.tsx';

/** How often the desk is loaded again, so that a call for help appears without a press, ms. */
const deskRefreshInterval = 5000;

export function CircleDetailPage({ circle }: { readonly circle: string }) {
  const { t } = useLingui();
  const [loaded, reload] = useQuery((api) => api.circle(circle), circle);
  const [desk, reloadDesk] = useStaffQuery(
    (api) => api.organiserDesk(circle),
    circle,
    deskRefreshInterval,
  );
  const [schedule, reloadSchedule] = useCircleSchedule(circle);
  const reloadMeetings = () => {
    reload();
    reloadSchedule();
  };
  if (loaded.state === 'loading') return <Page title={t`The circle`}>{null}</Page>;
  if (loaded.state === 'failed') return <LoadFailedPage {...loaded} onRetry={reload} />;
  const detail = loaded.value;
  return (
    <Page
      documentTitle={detail.name}
      title={<bdi>{detail.name}</bdi>}
      lead={detail.purpose || undefined}
      above={<BackToCircles />}
      wide
    >
      {desk.state === 'there' && (
        <OrganiserDeskSection circle={circle} desk={desk.value} onChanged={reloadDesk} />
      )}
      {desk.state === 'failed' && (
        <SpokenText className={layout.muted}>
          <Trans>We couldn’t load what needs you here. Please reload the page.</Trans>
        </SpokenText>
      )}
      <div className={layout.columns}>
        <div className={layout.column}>
          <MeetingsSection detail={detail} loaded={schedule} onChanged={reloadMeetings} />
          {schedule.state === 'there' && (
            <CircleLifeSection
              detail={detail}
              schedule={schedule.value}
              onChanged={reloadMeetings}
            />
          )}
          <OwnEntrance circle={circle} name={detail.name} />
          <SettingsSection detail={detail} onChanged={reload} />
          <AgreementsSection detail={detail} onChanged={reload} />
          <SaveKitSection detail={detail} />
          {desk.state === 'there' && <RecordSection desk={desk.value} />}
        </div>
        <div className={layout.column}>
          <PeopleSection detail={detail} onChanged={reload} />
          <LinksSection detail={detail} onChanged={reload} />
          <CardsSection detail={detail} onChanged={reload} />
        </div>
      </div>
    </Page>
  );
}
