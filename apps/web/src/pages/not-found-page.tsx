/** The page of an unknown address; a link with an encoded number sign is redirected (CON-1). */
import { useLingui } from '@lingui/react/macro';
import { useLayoutEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { Page } from '../app/shell/page.tsx';
import { storeLink, tokenInAddress } from '../join/link/link-token.ts';
import { paths } from '../lib/paths.ts';
import { ButtonLink } from '../ui/button.tsx';

export function NotFoundPage() {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const [token] = useState(tokenInAddress);
  useLayoutEffect(() => {
    if (!token) return;
    storeLink({ token, pressed: false });
    navigate(paths.join, { replace: true });
  }, [token, navigate]);
  if (token) return null;
  return (
    <Page title={t`There’s nothing at this address`} centred>
      <ButtonLink to={paths.home} kind="primary" size="l" wide>
        {t`Go to the start page`}
      </ButtonLink>
    </Page>
  );
}
