/**
 * A link that opens nothing: run out, used up, revoked or unknown, all the same. Only the
 * server's own answer leads here (CON-1).
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../app/shell/page.tsx';
import { paths } from '../lib/paths.ts';
import { ButtonLink } from '../ui/button.tsx';

export function InvalidLinkPage() {
  const { t } = useLingui();
  return (
    <Page title={t`This link doesn’t work any more`} centred>
      <p>
        <Trans>
          Links expire after a while, and some work only once. You did nothing wrong. Ask the person
          who sent it to you for a new one.
        </Trans>
      </p>
      <ButtonLink to={paths.back} kind="primary" size="l" wide>
        <Trans>I was here before</Trans>
      </ButtonLink>
      <ButtonLink to={paths.home} kind="quiet" size="l" wide>
        <Trans>Paste another link</Trans>
      </ButtonLink>
    </Page>
  );
}
