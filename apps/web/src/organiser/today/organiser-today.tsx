/** The first page of an organiser: what needs them, and the circles of today. */
import type { ChannelOverview, CircleSummary, OwnStaff, StaffList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { Page } from '../../app/shell/page.tsx';
import { useNow } from '../../lib/time/now.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { CircleGroup, circlesByDay } from '../circles/circle-groups.tsx';
import { NeedsYou } from '../inbox/needs-you.tsx';
import { RecoveryNotice } from '../own/recovery-notice.tsx';
import { useInbox } from '../page/inbox-context.ts';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import { useStaffSession } from '../page/staff-session.ts';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { BecomeStaff } from '../sign-in/become-staff.tsx';
import { AlertReadiness, reachesSomebody } from './alert-readiness.tsx';
import { GettingStarted, useFirstSteps } from './getting-started.tsx';

/** How often phases and counts are read again, ms. */
const refreshInterval = 30_000;
/** So many circles of one day are shown; the page of the circles has all. */
const mostToday = 100;
/** So many of the days that follow. */
const mostLater = 4;

export function OrganiserToday() {
  const { t } = useLingui();
  const [loaded, reload] = useStaffQuery(
    (api) =>
      Promise.all([
        api.ownStaff(),
        api.circlePage({ order: 'meeting', limit: mostToday }),
        api.staff(),
        api.channels(),
      ]),
    '',
    refreshInterval,
  );
  if (loaded.state === 'loading') return <Page title={t`Today`}>{null}</Page>;
  if (loaded.state === 'failed') return <LoadFailedPage {...loaded} onRetry={reload} />;
  const [own, circles, staff, channels] = loaded.value;
  return (
    <OrganiserTodayPage {...{ own, staff, channels }} circles={circles.items} onChanged={reload} />
  );
}

interface OrganiserTodayPageProps {
  readonly own: OwnStaff;
  /** By the start of their next meeting. */
  readonly circles: readonly CircleSummary[];
  readonly staff: StaffList;
  readonly channels: ChannelOverview;
  readonly onChanged: () => void;
}

export function OrganiserTodayPage(props: OrganiserTodayPageProps) {
  const { t } = useLingui();
  const { own, circles, staff, channels, onChanged } = props;
  const organisers = staff.filter(({ roles }) => roles.includes('organiser')).length;
  const alerts = reachesSomebody(channels);
  const facts = { own, circles: circles.length, organisers, alerts };
  const steps = useFirstSteps(facts);
  const { guestCircles, recheck } = useStaffSession();
  const isCalled = (useInbox().inbox?.alerts.length ?? 0) > 0;
  return (
    <Page title={t`Today`} wide>
      <RecoveryNotice recovered={own.recovered} />
      {isCalled && <NeedsYou />}
      <BecomeStaff circles={guestCircles} onDone={recheck} />
      <GettingStarted facts={facts} handle={steps} onChanged={onChanged} />
      {!isCalled && <NeedsYou />}
      {circles.length > 0 && steps.current !== 'alerts' && (
        <AlertReadiness channels={channels} staff={staff} />
      )}
      {circles.length === 0 ? (
        steps.current !== 'circle' && <FirstCircle />
      ) : (
        <CirclesToday circles={circles} own={own} />
      )}
    </Page>
  );
}

function CirclesToday({ circles, own }: Pick<OrganiserTodayPageProps, 'circles' | 'own'>) {
  const lookedAfter = own.roles.includes('facilitator') ? own.circles : [];
  const { t } = useLingui();
  const { today, later } = circlesByDay(circles, useNow());
  return (
    <>
      <CircleGroup
        {...{ lookedAfter, circles: today }}
        title={t`Circles today`}
        emptyText={t`No circle today.`}
      />
      <div>
        <ButtonLink to={staffPaths.newCircle} icon={<Plus size={18} aria-hidden="true" />}>
          <Trans>Open a new circle</Trans>
        </ButtonLink>
      </div>
      {later.length > 0 && (
        <CircleGroup
          {...{ lookedAfter, circles: later.slice(0, mostLater) }}
          title={t`Coming up`}
        />
      )}
      {own.roles.includes('facilitator') && (
        <div>
          <ButtonLink to={staffPaths.myMeetings} kind="plain">
            <Trans>My meetings</Trans>
          </ButtonLink>
        </div>
      )}
      <div>
        <ButtonLink to={staffPaths.circles} kind="plain">
          <Trans>All circles</Trans>
        </ButtonLink>
      </div>
    </>
  );
}

function FirstCircle() {
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Your first circle</Trans>
      </h2>
      <p>
        <Trans>
          A name, a time, and who can come: three short steps. Then you’ll have a link to send.
        </Trans>
      </p>
      <div>
        <ButtonLink to={staffPaths.newCircle} size="m">
          <Trans>Open a circle</Trans>
        </ButtonLink>
      </div>
    </section>
  );
}
