/** A part of the link is missing. Loaded early: the connection may be gone. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../app/shell/page.tsx';
import { paths } from '../lib/paths.ts';
import { ButtonLink } from '../ui/button.tsx';

export function IncompleteLinkPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Part of this link is missing`} centred>
      <p>
        <Trans>
          Some apps cut links short. Go back to the message and copy all of it, with the letters
          after the #, then paste it here.
        </Trans>
      </p>
      <ButtonLink to={paths.home} kind="primary" size="l" wide>
        <Trans>Paste the whole link</Trans>
      </ButtonLink>
      <ButtonLink to={paths.back} kind="quiet" size="l" wide>
        <Trans>I was here before</Trans>
      </ButtonLink>
    </Page>
  );
}
