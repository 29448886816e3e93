/** The usual agreements; a circle may have its own, shown when one joins. */
import { useLingui } from '@lingui/react/macro';
import { Page } from '../app/shell/page.tsx';
import { AgreementList } from '../join/invitation/agreement-list.tsx';

export function AgreementsPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Agreements`}
      lead={t`What people in a circle promise one another. Your circle may have its own. You’ll see them when you join.`}
    >
      <AgreementList agreements={[]} />
    </Page>
  );
}
