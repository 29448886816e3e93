/** The screens of a circle for whoever is not in it: early, stepped out, gone, sent out, a stranger. */
import { Trans, useLingui } from '@lingui/react/macro';
import { lazyOwn } from '../own/lazy.ts';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

export const EarlyPage = lazyOwn((own) => own.EarlyPage);
export const SteppedOutPage = lazyOwn((own) => own.SteppedOutPage);
export const LeftPage = lazyOwn((own) => own.LeftPage);
export const OutPage = lazyOwn((own) => own.OutPage);

/** This browser does not belong to the circle: nothing about it is told, not even its name. */
export function NotMemberPage() {
  const { t } = useLingui();
  return (
    <Page title={t`This circle is not open here`} centred>
      <p>
        <Trans>
          Open your invitation or your own return link in this browser, and you are in again under
          the same name.
        </Trans>
      </p>
      <ButtonLink to={paths.home} kind="primary" size="l" wide>
        <Trans>Paste a link</Trans>
      </ButtonLink>
    </Page>
  );
}
