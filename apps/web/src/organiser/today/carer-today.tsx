/**
 * The first page of a facilitator, who sees the circles that they look after and nothing else, and
 * of somebody on call (STF-1).
 */
import type { CircleSummary, OwnStaff } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../app/shell/page.tsx';
import { Card } from '../../ui/card.tsx';
import { CircleSummaryText } from '../circles/circle-groups.tsx';
import { RecoveryNotice } from '../own/recovery-notice.tsx';
import layout from '../page/layout.module.css';
import { useStaffSession } from '../page/staff-session.ts';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
import styles from './carer-today.module.css';
import { GettingStarted, useFirstSteps } from './getting-started.tsx';

export function CarerToday() {
  const { t } = useLingui();
  const { roles } = useStaffSession();
  const facilitates = roles.includes('facilitator');
  const [loaded, reload] = useStaffQuery(
    (api) => Promise.all([api.ownStaff(), facilitates ? api.circles() : []]),
    String(facilitates),
  );
  if (loaded.state === 'loading') return <Page title={t`Today`}>{null}</Page>;
  if (loaded.state === 'failed') return <LoadFailedPage {...loaded} onRetry={reload} />;
  const [own, circles] = loaded.value;
  return <CarerTodayPage own={own} circles={circles} onChanged={reload} />;
}

interface CarerTodayPageProps {
  readonly own: OwnStaff;
  readonly circles: readonly CircleSummary[];
  readonly onChanged: () => void;
}

export function CarerTodayPage({ own, circles, onChanged }: CarerTodayPageProps) {
  const { t } = useLingui();
  const facts = { own, circles: 0, organisers: 0 };
  const steps = useFirstSteps(facts);
  return (
    <Page title={t`Today`} wide>
      <RecoveryNotice recovered={own.recovered} />
      <GettingStarted facts={facts} handle={steps} onChanged={onChanged} />
      {own.roles.includes('on-call') && (
        <Card title={t`You’re on call`}>
          <p>
            <Trans>
              When somebody in a circle isn’t safe and no facilitator answers, you’re alerted.
            </Trans>
          </p>
        </Card>
      )}
      {own.roles.includes('facilitator') && <OwnCircles circles={circles} />}
    </Page>
  );
}

function OwnCircles({ circles }: Pick<CarerTodayPageProps, 'circles'>) {
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>The circles you look after</Trans>
      </h2>
      {circles.length === 0 && (
        <p className={layout.muted}>
          <Trans>None yet. An organiser chooses them.</Trans>
        </p>
      )}
      <ul className={layout.cards}>
        {circles.map((circle) => (
          <li key={circle.id} className={styles.circle}>
            <CircleSummaryText circle={circle} />
          </li>
        ))}
      </ul>
    </section>
  );
}
