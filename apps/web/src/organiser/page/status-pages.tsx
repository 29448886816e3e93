/** Pages in place of an organiser's page: not signed in, or not loaded. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../app/shell/page.tsx';
import { RetryPage } from '../../app/shell/retry-notice.tsx';
import type { QueryFailure } from '../../lib/api/use-query.ts';
import { paths } from '../../lib/paths.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import layout from './layout.module.css';

export function OrganiserSignedOutPage({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useLingui();
  return (
    <Page
      title={t`This page is for organisers`}
      lead={t`Organisers open circles and invite people. You’re not signed in as one on this device.`}
    >
      <Card title={t`How to get in`}>
        <p>
          <Trans>
            Another organiser can make a link for you on their page, under “Organisers”.
          </Trans>
        </p>
        <p>
          <Trans>
            The person who runs this server can make one at any time, with this command:
          </Trans>
        </p>
        <p>
          <code className={layout.command}>npx holdspace organiser-link</code>
        </p>
        <p>
          <Trans>Open the link on this device. There’s no password.</Trans>
        </p>
      </Card>
      <p>
        <Trans>
          If you were invited to a circle, or lead one, open the link you were given or go to the
          start page.
        </Trans>
      </p>
      <div>
        <ButtonLink to={paths.home}>
          <Trans>Go to the start page</Trans>
        </ButtonLink>
      </div>
      <div>
        <Button onClick={onAgain}>
          <Trans>I’ve opened the link. Check again</Trans>
        </Button>
      </div>
    </Page>
  );
}

interface LoadFailedPageProps extends Pick<QueryFailure, 'status' | 'problem' | 'waiting'> {
  readonly onRetry: () => void;
}

/** Why a page was not loaded. It retries by itself unless the server has decided. */
export function LoadFailedPage({ status, problem, waiting, onRetry }: LoadFailedPageProps) {
  const { t } = useLingui();
  if (waiting) {
    return (
      <RetryPage
        waiting={waiting}
        onNow={onRetry}
        reassurance={<Trans>Nothing is lost, and nothing was changed.</Trans>}
      />
    );
  }
  const missing = status === 404;
  return (
    <Page title={missing ? t`There’s nothing here` : t`This page can’t be shown`}>
      <p>{problem.message || t`Something went wrong. Nothing is lost.`}</p>
      <div>
        <Button kind="primary" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </Page>
  );
}
