/** All circles of the house, for organisers. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { Page } from '../../app/shell/page.tsx';
import { useQuery } from '../../lib/api/use-query.ts';
import { paths } from '../../lib/paths.ts';
import { useNow } from '../../lib/time/now.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { CircleGroup, circlesByDay } from './circle-groups.tsx';

export function CirclesPage() {
  const { t } = useLingui();
  const now = useNow();
  const [circles, reload] = useQuery((api) => api.circles());
  if (circles.state === 'loading') return <Page title={t`Your circles`}>{null}</Page>;
  if (circles.state === 'failed') return <LoadFailedPage {...circles} onRetry={reload} />;
  const { today, later, unscheduled } = circlesByDay(circles.value, now);
  return (
    <Page
      title={t`Your circles`}
      lead={circles.value.length === 0 ? t`There are none yet.` : undefined}
      wide
    >
      <div>
        <ButtonLink to={paths.newCircle} icon={<Plus size={18} aria-hidden="true" />}>
          <Trans>Open a new circle</Trans>
        </ButtonLink>
      </div>
      {today.length > 0 && <CircleGroup title={t`Today`} circles={today} />}
      {later.length > 0 && <CircleGroup title={t`Coming up`} circles={later} />}
      {unscheduled.length > 0 && <CircleGroup title={t`No date yet`} circles={unscheduled} />}
    </Page>
  );
}
