/** The page in place of one that was not loaded. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Page } from '../../app/shell/page.tsx';
import { RetryPage } from '../../app/shell/retry-notice.tsx';
import type { QueryFailure } from '../../lib/api/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { useStaffSession } from './staff-session.ts';

interface LoadFailedPageProps extends Pick<QueryFailure, 'status' | 'problem' | 'waiting'> {
  readonly onRetry: () => void;
}

/**
 * Why a page was not loaded. It retries by itself unless the server has decided. To somebody whose
 * sign-in has ended the server says that there is nothing, so the sign-in is checked again (STF-3).
 */
export function LoadFailedPage({ status, problem, waiting, onRetry }: LoadFailedPageProps) {
  const { t } = useLingui();
  const missing = status === 404;
  const { recheck } = useStaffSession();
  const latest = useRef(recheck);
  latest.current = recheck;
  useEffect(() => {
    if (missing) latest.current();
  }, [missing]);
  if (waiting) {
    return (
      <RetryPage
        waiting={waiting}
        onNow={onRetry}
        reassurance={<Trans>Nothing is lost, and nothing was changed.</Trans>}
      />
    );
  }
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
