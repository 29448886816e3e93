/** Says since when the page is unchanged, while the server does not answer (RHY-7). */

import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { CloudOff } from 'lucide-react';
import type { QueryFailure } from '../lib/api/use-query.ts';
import { causeTexts } from '../lib/i18n/cause-texts.ts';
import { formatDay, formatTime } from '../lib/i18n/dates.ts';
import { useDelayedFlag } from '../lib/time/use-delayed-flag.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

interface StaleNoticeProps {
  /** When the server said what is shown, epoch ms. */
  readonly at: number;
  readonly isCurrent: boolean;
  readonly failure: QueryFailure | null;
  readonly onRetry: () => void;
}

export function StaleNotice({ at, isCurrent, failure, onRetry }: StaleNoticeProps) {
  const { i18n } = useLingui();
  const lasts = useDelayedFlag(!isCurrent);
  if (isCurrent || (failure === null && !lasts)) return null;
  const cause = failure?.waiting?.cause ?? 'offline';
  const since = `${formatDay(at)}, ${formatTime(at)}`;
  return (
    <Notice
      stacked
      spoken
      icon={<CloudOff size={20} aria-hidden="true" />}
      action={
        <Button onClick={onRetry}>
          <Trans>Try now</Trans>
        </Button>
      }
    >
      <p>
        <strong>{i18n._(causeTexts[cause].title)}</strong>
      </p>
      <p>
        <Trans>This is what we knew here: {since}. It may have changed since.</Trans>
      </p>
    </Notice>
  );
}
