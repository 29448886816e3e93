/** A link that opens nothing: garbled, run out, used up or taken back, all the same. */
import { Trans, useLingui } from '@lingui/react/macro';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

export function NoLink() {
  const { t } = useLingui();
  return (
    <Page title={t`This link doesn’t work any more`} centred>
      <p>
        <Trans>
          Links expire after a while, or lose a letter on the way. You did nothing wrong. Ask the
          person who invited you for a new one.
        </Trans>
      </p>
      <p>
        <Trans>If you’ve been here before, your return code still brings you back.</Trans>
      </p>
      <ButtonLink to={paths.back} kind="quiet" size="l" wide>
        <Trans>Enter a return code</Trans>
      </ButtonLink>
      <ButtonLink to={paths.home} kind="quiet" size="l" wide>
        <Trans>Paste another link</Trans>
      </ButtonLink>
    </Page>
  );
}
