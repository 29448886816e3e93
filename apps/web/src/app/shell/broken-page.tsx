/** Replaces a screen that failed: says what still works, and offers to try again (PAGE-1). */
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/button.tsx';
import { Page } from './page.tsx';

export function BrokenPage({ again }: { readonly again: () => void }) {
  const { t } = useLingui();
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
