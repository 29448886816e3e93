/** Says that somebody came in as this person by a link for recovery, on another device (STF-2). */
import type { OwnStaff } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { formatDateTime } from '../../lib/i18n/dates.ts';
import { Notice } from '../../ui/notice.tsx';

export function RecoveryNotice({ recovered }: Pick<OwnStaff, 'recovered'>) {
  const latest = recovered.at(-1);
  if (latest === undefined) return null;
  const when = formatDateTime(latest);
  return (
    <Notice tone="honey">
      <Trans>
        Another device came in as you by a one-time link for recovery ({when}). If that wasn’t you,
        open “You”, press “Sign out everywhere”, and tell another organiser at once.
      </Trans>
    </Notice>
  );
}
