/** Says that texts for the desk wait in this tab, so that the person does not write them again. */
import { Trans } from '@lingui/react/macro';
import { Notice } from '../../ui/notice.tsx';
import { useDeskConnection } from './desk-connection.ts';

export function QueuedNotice() {
  const { queued } = useDeskConnection();
  if (queued === 0) return null;
  return (
    <Notice tone="honey" spoken>
      <Trans>
        You’ve sent a lot in a short time. Your last message is waiting and will be sent by itself.
        Please keep this page open. Calls for help go first.
      </Trans>
    </Notice>
  );
}
