/** Why a message was not sent and what its writer can do; the speech rules speak it. */
import type { RefusalCode } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useCircle } from '../model/circle-context.ts';
import { refusalText } from '../model/refusal-text.ts';
import styles from './send-error.module.css';
import type { MessageSender } from './use-send-message.ts';

interface SendErrorProps {
  readonly refusal: RefusalCode | null;
  readonly failure: MessageSender['failure'];
}

export function SendError({ refusal, failure }: SendErrorProps) {
  const { view } = useCircle();
  const { i18n } = useLingui();
  if (refusal) return <p className={styles.why}>{i18n._(refusalText(view, refusal))}</p>;
  if (!failure) return null;
  return (
    <p className={styles.why}>
      {failure === 'line' ? (
        <Trans>
          The connection broke twice while this was being sent, so it wasn’t sent again. Your words
          are here. Try sending them in shorter parts.
        </Trans>
      ) : (
        <Trans>
          No answer came, so this may not have been sent. Your words are here; you can send them
          again.
        </Trans>
      )}
    </p>
  );
}
