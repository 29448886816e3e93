/** The pages in place of one that was not loaded, and of one that there is not. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Page } from '../../app/shell/page.tsx';
import { RetryPage } from '../../app/shell/retry-notice.tsx';
import type { QueryFailure } from '../../lib/api/use-query.ts';
import { paths } from '../../lib/paths.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
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
  if (missing) return <StaffNotFoundPage />;
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
    <Page title={t`This page can’t be shown`}>
      <p>{problem.message || t`Something went wrong. Nothing is lost.`}</p>
      <div>
        <Button kind="primary" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </Page>
  );
}

/** The same for an unknown address, for what was removed, and for what somebody may not see. */
export function StaffNotFoundPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`There’s nothing here`}
      lead={t`Either this isn’t an address of ours, or it isn’t for you.`}
    >
      <div>
        <ButtonLink to={paths.organiser} kind="primary">
          <Trans>Go to Today</Trans>
        </ButtonLink>
      </div>
    </Page>
  );
}
