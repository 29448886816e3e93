/** The question to a person about their own words that waited, before these are sent (TXT-5). */
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
