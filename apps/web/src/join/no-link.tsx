/** A link that opens nothing: garbled, run out, used up or taken back, all the same. */
import { Trans, useLingui } from '@lingui/react/macro';
import { paths } from '../paths.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

export function NoLink({ offline }: { readonly offline: boolean }) {
  const { t } = useLingui();
  if (offline) {
    return (
      <Page title={t`No connection right now`} centred>
        <p>
          <Trans>Your invitation is kept here. Look again when you are back online.</Trans>
        </p>
        <Button kind="primary" size="l" onClick={() => location.reload()}>
          <Trans>Look again</Trans>
        </Button>
      </Page>
    );
  }
  return (
    <Page title={t`This link does not open anything now`} centred>
      <p>
        <Trans>
          Links run out after a while, or lose a letter on their way. It is nothing you did. Ask the
          person who invited you for a new one.
        </Trans>
      </p>
      <p>
        <Trans>If you have been here before, your own return link still works.</Trans>
      </p>
      <ButtonLink to={paths.home} kind="quiet" size="l" wide>
        <Trans>Paste another link</Trans>
      </ButtonLink>
    </Page>
  );
}
