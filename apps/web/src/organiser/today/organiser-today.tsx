/** The first page of an organiser. */
import type { CircleSummary, OwnStaff, StaffList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { Page } from '../../app/shell/page.tsx';
import { paths } from '../../lib/paths.ts';
import { useNow } from '../../lib/time/now.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { CircleGroup, circlesByDay } from '../circles/circle-groups.tsx';
import { RecoveryNotice } from '../own/recovery-notice.tsx';
import layout from '../page/layout.module.css';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
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
  return (
    <Page title={t`Today`} wide>
      <RecoveryNotice recovered={own.recovered} />
      <GettingStarted facts={facts} handle={steps} onChanged={onChanged} />
      {circles.length === 0 ? (
        steps.current !== 'circle' && <FirstCircle />
      ) : (
        <CirclesToday circles={circles} />
      )}
    </Page>
  );
}

function CirclesToday({ circles }: Pick<OrganiserTodayPageProps, 'circles'>) {
  const { t } = useLingui();
  const { today, later, unscheduled } = circlesByDay(circles, useNow());
  return (
    <>
      <CircleGroup title={t`Circles today`} emptyText={t`No circle today.`} circles={today} />
      <div>
        <ButtonLink to={paths.newCircle} icon={<Plus size={18} aria-hidden="true" />}>
          <Trans>Open a new circle</Trans>
        </ButtonLink>
      </div>
      {later.length > 0 && <CircleGroup title={t`Coming up`} circles={later} />}
      {unscheduled.length > 0 && <CircleGroup title={t`No date yet`} circles={unscheduled} />}
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
        <ButtonLink to={paths.newCircle} size="m">
          <Trans>Open a circle</Trans>
        </ButtonLink>
      </div>
    </section>
  );
}
