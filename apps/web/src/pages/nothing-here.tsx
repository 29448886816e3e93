/** An address that leads nowhere. */
import { useLingui } from '@lingui/react/macro';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

export function NothingHere() {
  const { t } = useLingui();
  return (
    <Page title={t`There’s nothing at this address`} centred>
      <ButtonLink to={paths.home} kind="primary" size="l" wide>
        {t`Go to the start page`}
      </ButtonLink>
    </Page>
  );
}
