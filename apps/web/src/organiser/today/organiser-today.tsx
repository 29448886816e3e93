/** The first page of an organiser. */
import type { CircleSummary, OwnStaff, StaffList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { Page } from '../../app/shell/page.tsx';
import { useNow } from '../../lib/time/now.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { CircleGroup, circlesByDay } from '../circles/circle-groups.tsx';
import { RecoveryNotice } from '../own/recovery-notice.tsx';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import { useStaffSession } from '../page/staff-session.ts';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { BecomeStaff } from '../sign-in/become-staff.tsx';
import { GettingStarted, useFirstSteps } from './getting-started.tsx';

export function OrganiserToday() {
  const { t } = useLingui();
  const [loaded, reload] = useStaffQuery((api) =>
    Promise.all([api.ownStaff(), api.circles(), api.staff()]),
  );
  if (loaded.state === 'loading') return <Page title={t`Today`}>{null}</Page>;
  if (loaded.state === 'failed') return <LoadFailedPage {...loaded} onRetry={reload} />;
  const [own, circles, staff] = loaded.value;
  return <OrganiserTodayPage own={own} circles={circles} staff={staff} onChanged={reload} />;
}

interface OrganiserTodayPageProps {
  readonly own: OwnStaff;
  readonly circles: readonly CircleSummary[];
  readonly staff: StaffList;
  readonly onChanged: () => void;
}

export function OrganiserTodayPage({ own, circles, staff, onChanged }: OrganiserTodayPageProps) {
  const { t } = useLingui();
  const organisers = staff.filter(({ roles }) => roles.includes('organiser')).length;
  const facts = { own, circles: circles.length, organisers };
  const steps = useFirstSteps(facts);
  const { guestCircles, recheck } = useStaffSession();
  return (
    <Page title={t`Today`} wide>
      <RecoveryNotice recovered={own.recovered} />
      <BecomeStaff circles={guestCircles} onDone={recheck} />
      <GettingStarted facts={facts} handle={steps} onChanged={onChanged} />
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
  const { today, later, unscheduled } = circlesByDay(circles, useNow());
  return (
    <>
      <CircleGroup
        title={t`Circles today`}
        emptyText={t`No circle today.`}
        circles={today}
        lookedAfter={lookedAfter}
      />
      <div>
        <ButtonLink to={staffPaths.newCircle} icon={<Plus size={18} aria-hidden="true" />}>
          <Trans>Open a new circle</Trans>
        </ButtonLink>
      </div>
      {later.length > 0 && (
        <CircleGroup title={t`Coming up`} circles={later} lookedAfter={lookedAfter} />
      )}
      {unscheduled.length > 0 && (
        <CircleGroup title={t`No date yet`} circles={unscheduled} lookedAfter={lookedAfter} />
      )}
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
