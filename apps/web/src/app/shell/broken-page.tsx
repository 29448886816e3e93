/**
 * Replaces a screen that failed: says what still works, and offers to try again (PAGE-1). A screen
 * that the server has replaced by a newer one can only be loaded again (PAGE-3).
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/button.tsx';
import { Page } from './page.tsx';

interface BrokenPageProps {
  readonly again: () => void;
  readonly isOutdated: boolean;
}

export function BrokenPage({ again, isOutdated }: BrokenPageProps) {
  const { t } = useLingui();
  if (isOutdated) return <OutdatedPage />;
  return (
    <Page title={t`Something went wrong on this page`} centred>
      <p>
        <Trans>What you wrote is saved in this tab. Support and Leave now still work.</Trans>
      </p>
      <Button kind="primary" size="l" wide onClick={again}>
        <Trans>Try again</Trans>
      </Button>
      <Button size="m" wide onClick={() => location.reload()}>
        <Trans>Load the page again</Trans>
      </Button>
    </Page>
  );
}

function OutdatedPage() {
  const { t } = useLingui();
  return (
    <Page title={t`There’s a newer version of this page`} centred>
      <p>
        <Trans>What you wrote is saved in this tab. Load the page again to go on.</Trans>
      </p>
      <Button kind="primary" size="l" wide onClick={() => location.reload()}>
        <Trans>Load the page again</Trans>
      </Button>
    </Page>
  );
}
