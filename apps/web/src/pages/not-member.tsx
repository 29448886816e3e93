/** An address of a circle in a browser that does not belong to it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

/** Nothing about the circle is told, not even its name. */
export function NotMemberPage() {
  const { t } = useLingui();
  return (
    <Page title={t`This page is not open here`} centred>
      <p>
        <Trans>
          Your return code brings you back under the same name. A link that you were given opens
          from the first page.
        </Trans>
      </p>
      <ButtonLink to={paths.back} kind="primary" size="l" wide>
        <Trans>Type a return code</Trans>
      </ButtonLink>
      <ButtonLink to={paths.home} kind="quiet" size="l" wide>
        <Trans>Paste a link</Trans>
      </ButtonLink>
    </Page>
  );
}
