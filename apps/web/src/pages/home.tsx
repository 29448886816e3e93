/** The first page: paste an invitation. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../ui/page.tsx';

export function Home() {
  const { t } = useLingui();
  return (
    <Page title={t`Have you been invited?`}>
      <p>
        <Trans>Open the link you were given, or paste it here.</Trans>
      </p>
    </Page>
  );
}
