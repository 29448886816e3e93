/**
 * Messages of this person that the circle does not have yet; none is called sent before it is.
 * Messages that waited for two minutes, or were written for another turn, ask first (TXT-5).
 */
import type { PendingMessage, PendingMessages } from '@holdspace/client';
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleQuestionMark, Clock3 } from 'lucide-react';
import { confirmSendText } from '../../lib/i18n/pending-texts.ts';
import { Button } from '../../ui/button.tsx';
import styles from './pending-messages.module.css';

interface PendingMessageListProps {
  readonly pending: PendingMessages;
  /** True without a connection: pending messages wait. */
  readonly offline: boolean;
  readonly retry: (id: string) => void;
  /** Sends the messages that wait for a confirmation. */
  readonly sendNow: (id: string) => void;
  readonly moveToDraft: (id: string) => void;
}

export function PendingMessageList({ pending, ...acts }: PendingMessageListProps) {
  if (pending.length === 0) return null;
  return (
    <ol className={styles.list}>
      {pending.map((message) => (
        <PendingMessageItem key={message.id} message={message} {...acts} />
      ))}
    </ol>
  );
}

type PendingMessageItemProps = Omit<PendingMessageListProps, 'pending'> & {
  readonly message: PendingMessage;
};

function PendingMessageItem({
  message,
  offline,
  retry: again,
  sendNow: release,
  moveToDraft: back,
}: PendingMessageItemProps) {
  const { t } = useLingui();
  const { id, text, note, state } = message;
  return (
    <li className={styles.pending}>
      <div className={styles.bubble}>
        {note && (
          <p className={styles.note} dir="auto">
            {t`About: ${note}`}
          </p>
        )}
        <p dir="auto">{text}</p>
      </div>
      <div className={styles.acts}>
        {state === 'sending' && (
          <p className={styles.state}>
            <Clock3 size={16} aria-hidden="true" />
            <Trans>Sending…</Trans>
          </p>
        )}
        {state === 'asking' && (
          <>
            <p className={styles.question}>
              <CircleQuestionMark size={18} aria-hidden="true" />
              {confirmSendText(message)}
            </p>
            <Button kind="primary" onClick={() => release(id)}>
              <Trans>Send now</Trans>
            </Button>
          </>
        )}
        {state === 'not-sent' && (
          <>
            <p className={styles.state} data-not>
              <CircleAlert size={16} aria-hidden="true" />
              <Trans>Not sent</Trans>
            </p>
            <Button onClick={() => again(id)}>
              <Trans>Try again</Trans>
            </Button>
          </>
        )}
        {(state !== 'sending' || offline) && (
          <Button kind={state === 'asking' ? 'quiet' : 'plain'} onClick={() => back(id)}>
            <Trans>Keep as draft</Trans>
          </Button>
        )}
      </div>
    </li>
  );
}
