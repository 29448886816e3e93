/** What organisers set for the whole house. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../app/shell/page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { ChannelsSection } from '../channels/channels-section.tsx';
import layout from '../page/layout.module.css';
import { staffPaths } from '../page/staff-paths.ts';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { ApiKeys } from './api-keys.tsx';
import { ServerSettings } from './server-settings.tsx';

export function StaffSettingsPage() {
  const { t } = useLingui();
  const [loaded, reload] = useStaffQuery((api) =>
    Promise.all([api.channels(), api.keys(), api.staff()]),
  );
  if (loaded.state === 'loading') return <Page title={t`Settings`}>{null}</Page>;
  if (loaded.state === 'failed') return <LoadFailedPage {...loaded} onRetry={reload} />;
  const [channels, keys, staff] = loaded.value;
  return (
    <Page title={t`Settings`} wide>
      <ChannelsSection overview={channels} onChanged={reload} />
      <ServerSettings />
      <ApiKeys keys={keys} staff={staff} onChanged={reload} />
      <section className={layout.stack}>
        <h2>
          <Trans>Your own sign-in</Trans>
        </h2>
        <div>
          <ButtonLink to={staffPaths.own}>
            <Trans>Your passkeys and devices</Trans>
          </ButtonLink>
        </div>
      </section>
    </Page>
  );
}
