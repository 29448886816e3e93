/** The support as a page of its own: the same words as in the sheet. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useLayoutEffect } from 'react';
import { hideStaticPage } from '../app/leave/static-page.ts';
import { Page } from '../app/shell/page.tsx';
import { Grounding } from '../app/support/grounding.tsx';
import { Resources } from '../app/support/resources.tsx';
import { Card } from '../ui/card.tsx';

export function SupportPage() {
  const { t } = useLingui();
  // The same words stood here before the screens came.
  useLayoutEffect(hideStaticPage, []);
  return (
    <Page
      title={t`Support`}
      lead={t`A circle is people listening to one another. It’s not an emergency service. These are.`}
    >
      <Card>
        <Resources own={[]} />
      </Card>
      <Card title={<Trans>Calm down for a minute</Trans>}>
        <Grounding />
      </Card>
    </Page>
  );
}
