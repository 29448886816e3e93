/** An address of a circle in a browser that does not belong to it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

/** Nothing about the circle is told, not even its name. */
export function NotMemberPage() {
  const { t } = useLingui();
  return (
    <Page title={t`This circle is not open here`} centred>
      <p>
        <Trans>
          Open your invitation or type your return code in this browser, and you are in again under
          the same name.
        </Trans>
      </p>
      <ButtonLink to={paths.home} kind="primary" size="l" wide>
        <Trans>Paste a link</Trans>
      </ButtonLink>
    </Page>
  );
}
