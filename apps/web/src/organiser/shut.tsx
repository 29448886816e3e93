/** When there is nothing to show: not signed in, or the server was not reached. */
import type { Problem } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import styles from './organiser.module.css';

export function SignedOut({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useLingui();
  return (
    <Page
      title={t`This page is for organisers`}
      lead={t`Organisers open circles and invite people. You’re not signed in as one on this device.`}
    >
      <Card title={t`How to get in`}>
        <p>
          <Trans>
            The person who runs this server can make a link for you at any time, with this command:
          </Trans>
        </p>
        <p>
          <code className={styles.command}>npx holdspace organiser-link</code>
        </p>
        <p>
          <Trans>Open the link on this device. There’s no password.</Trans>
        </p>
      </Card>
      <p>
        <Trans>If you were invited to a circle, open the link you were given instead.</Trans>
      </p>
      <div>
        <Button onClick={onAgain}>
          <Trans>I’ve opened the link. Check again</Trans>
        </Button>
      </div>
    </Page>
  );
}

interface FailedProps {
  readonly status: number;
  readonly problem: Problem;
  readonly onAgain: () => void;
}

export function Failed({ status, problem, onAgain }: FailedProps) {
  const { t } = useLingui();
  const missing = status === 404;
  return (
    <Page title={missing ? t`There’s nothing here` : t`The server isn’t answering`}>
      <p>{problem.message || t`Something went wrong. Nothing is lost.`}</p>
      {problem.reference && (
        <p>
          <Trans>Reference: {problem.reference}</Trans>
        </p>
      )}
      <div>
        <Button kind="primary" onClick={onAgain}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </Page>
  );
}
