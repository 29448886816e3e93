/** Somebody of the staff about themselves: their name, passkeys, and where they are signed in. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../app/shell/page.tsx';
import { OwnChannelsSection } from '../channels/own-channels.tsx';
import layout from '../page/layout.module.css';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { useStaffQuery } from '../page/use-staff-query.ts';
import { useRoleTexts } from '../staff/staff-texts.ts';
import { OwnNameForm } from './own-name-form.tsx';
import { OwnPasskeys } from './own-passkeys.tsx';
import type { OwnStaffProps } from './own-staff-props.ts';
import { OwnStaffSessions } from './own-staff-sessions.tsx';
import { RecoveryNotice } from './recovery-notice.tsx';

export function OwnSignInsPage() {
  const { t } = useLingui();
  const [loaded, reload] = useStaffQuery((api) => api.ownStaff());
  if (loaded.state === 'loading') return <Page title={t`Your sign-ins`}>{null}</Page>;
  if (loaded.state === 'failed') return <LoadFailedPage {...loaded} onRetry={reload} />;
  return <OwnSignIns own={loaded.value} onChanged={reload} />;
}

export function OwnSignIns({ own, onChanged }: OwnStaffProps) {
  const { t } = useLingui();
  const roleText = useRoleTexts();
  const roles = new Intl.ListFormat(document.documentElement.lang).format(own.roles.map(roleText));
  return (
    <Page title={t`Your sign-ins`} lead={own.name ? <bdi>{own.name}</bdi> : undefined} wide>
      <RecoveryNotice recovered={own.recovered} />
      <div className={layout.columns}>
        <div className={layout.column}>
          <OwnPasskeys own={own} onChanged={onChanged} />
          <section className={layout.stack}>
            <h2>
              <Trans>Your name</Trans>
            </h2>
            <OwnNameForm name={own.name} onSaved={onChanged} />
            <p className={layout.muted}>
              <Trans>Your roles: {roles}. An organiser can change them.</Trans>
            </p>
          </section>
        </div>
        <div className={layout.column}>
          <OwnChannelsSection />
          <OwnStaffSessions own={own} onChanged={onChanged} />
        </div>
      </div>
    </Page>
  );
}
