/** The address of a circle in a browser without a sign-in for it: the ways back (WAY-1). */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../app/shell/page.tsx';
import { paths } from '../lib/paths.ts';
import { ButtonLink } from '../ui/button.tsx';

/** It shows nothing about the circle, not even its name. */
export function NotMemberPage() {
  const { t } = useLingui();
  return (
    <Page title={t`You’re not signed in here`} centred>
      <p>
        <Trans>
          Your return code brings you back under the same name. If you have a link, paste it on the
          start page.
        </Trans>
      </p>
      <p>
        <Trans>If you lead this circle, an organiser can also make you a new sign-in link.</Trans>
      </p>
      <ButtonLink to={paths.back} kind="primary" size="l" wide>
        <Trans>Enter my six words</Trans>
      </ButtonLink>
      <ButtonLink to={paths.home} kind="quiet" size="l" wide>
        <Trans>Go to the start page</Trans>
      </ButtonLink>
    </Page>
  );
}
