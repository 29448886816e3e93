/**
 * The page of a link before a press: it shows nothing about a person or a circle, and sends no
 * request (PRV-8). Mail and chat scanners that run scripts get this page.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../app/shell/page.tsx';
import { Button } from '../ui/button.tsx';

interface UnopenedLinkPageProps {
  readonly busy: boolean;
  readonly onOpen: () => void;
}

export function UnopenedLinkPage({ busy, onOpen }: UnopenedLinkPageProps) {
  const { t } = useLingui();
  return (
    <Page
      title={t`Someone sent you a link`}
      lead={t`Make sure no one is reading over your shoulder. You’ll see what it’s about when you open it.`}
      dawn
      centred
    >
      <Button kind="primary" size="l" wide busy={busy} onClick={onOpen}>
        <Trans>Open my invitation</Trans>
      </Button>
    </Page>
  );
}
