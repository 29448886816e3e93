/** What somebody is asked about words of theirs that waited, before these go out (TXT-5). */
import type { PendingMessage } from '@holdspace/client';
import { t } from '@lingui/core/macro';
import { formatSpan } from './dates.ts';

export function confirmSendText({
  why,
  waited = 0,
}: Pick<PendingMessage, 'why' | 'waited'>): string {
  if (why === 'moved-on') return t`The turn has changed since you wrote this. Send it now?`;
  const time = formatSpan(waited);
  return t`You wrote this ${time} ago. Send it now?`;
}
