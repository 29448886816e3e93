/**
 * What a link shows before a press: nothing about a person or a circle, and no request has
 * asked for it (PRV-8). Scanners of mail and chat that run scripts get this page.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

interface ClosedLinkProps {
  readonly busy: boolean;
  readonly onOpen: () => void;
}

export function ClosedLink({ busy, onOpen }: ClosedLinkProps) {
  const { t } = useLingui();
  return (
    <Page
      title={t`Somebody sent you a link`}
      lead={t`Take a moment where nobody reads over your shoulder. What it is about appears when you open it.`}
      dawn
      centred
    >
      <Button kind="primary" size="l" wide busy={busy} onClick={onOpen}>
        <Trans>Open my invitation</Trans>
      </Button>
    </Page>
  );
}
