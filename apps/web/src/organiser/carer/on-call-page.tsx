/** The calls for help of a circle that somebody on call is alerted for, and nothing else (STF-6). */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../app/shell/page.tsx';
import { paths } from '../../lib/paths.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { OrganiserThreadCard } from '../desk/desk-cards.tsx';
import type { OrganiserDeskSectionProps } from '../desk/desk-data.ts';
import layout from '../page/layout.module.css';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';

/** How often it is loaded again, so that an answer appears without a press, ms. */
const refreshInterval = 5000;

export function OnCallPage({ circle }: { readonly circle: string }) {
  const { t } = useLingui();
  const [desk, reload] = useStaffQuery((api) => api.organiserDesk(circle), circle, refreshInterval);
  if (desk.state === 'loading') return <Page title={t`A call for help`}>{null}</Page>;
  if (desk.state === 'failed') return <LoadFailedPage {...desk} onRetry={reload} />;
  return <OnCallDesk circle={circle} desk={desk.value} onChanged={reload} />;
}

export function OnCallDesk({ circle, desk, onChanged }: OrganiserDeskSectionProps) {
  const { t } = useLingui();
  return (
    <Page
      title={t`A call for help`}
      lead={t`You see this because you were alerted. The person who asked reads what you write, and the facilitators of the circle can read it too.`}
    >
      {desk.help.length === 0 && (
        <div className={layout.stack}>
          <p>
            <Trans>There’s nothing left for you to do here. Thank you for looking.</Trans>
          </p>
          <div>
            <ButtonLink to={paths.organiser}>
              <Trans>Go to Today</Trans>
            </ButtonLink>
          </div>
        </div>
      )}
      <h2 className="hidden">
        <Trans>What was asked</Trans>
      </h2>
      <div className={layout.cards}>
        {desk.help.map((thread) => (
          <OrganiserThreadCard
            key={thread.id}
            {...{ circle, thread, onChanged }}
            alerts={desk.alerts}
          />
        ))}
      </div>
    </Page>
  );
}
