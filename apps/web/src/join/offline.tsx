/** The invitation could not be looked at; it is kept. Loaded early: nothing can be fetched then. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

export function Offline() {
  const { t } = useLingui();
  return (
    <Page title={t`No connection right now`} centred>
      <p>
        <Trans>Your invitation is saved here. Try again when you’re back online.</Trans>
      </p>
      <Button kind="primary" size="l" onClick={() => location.reload()}>
        <Trans>Try again</Trans>
      </Button>
    </Page>
  );
}
