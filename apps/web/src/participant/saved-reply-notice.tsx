/** The saved reply of this person and what can be done with it now (TRN-4). */
import { Trans } from '@lingui/react/macro';
import type { MessageContent } from '../circle/composer/message-content.ts';
import type { SavedReplyState } from '../circle/composer/saved-reply.ts';
import { useCircle } from '../circle/model/circle-context.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './saved-reply-notice.module.css';

interface SavedReplyNoticeProps {
  readonly saved: SavedReplyState;
  readonly send: (content: MessageContent) => void;
  readonly moveToDraft: (content: MessageContent) => void;
}

export function SavedReplyNotice({ saved, send, moveToDraft }: SavedReplyNoticeProps) {
  const { nameOf } = useCircle();
  const { reply, status, discard } = saved;
  if (!reply) return null;
  const { text, note } = reply;
  const content: MessageContent = { text, ...(note !== undefined && { note }) };
  const name = <bdi>{nameOf(reply.to)}</bdi>;
  const backButton = (
    <Button
      kind={status === 'kept' ? 'plain' : 'quiet'}
      onClick={() => {
        moveToDraft(content);
        discard();
      }}
    >
      <Trans>Back to my draft</Trans>
    </Button>
  );
  const deleteButton = (
    <Button kind="plain" onClick={discard}>
      <Trans>Delete it</Trans>
    </Button>
  );
  return (
    <div className={styles.reply}>
      <Notice
        stacked
        tone={status === 'offered' ? 'clay' : 'sky'}
        action={
          <span className={styles.acts}>
            {status === 'offered' && (
              <Button
                kind="primary"
                onClick={() => {
                  send(content);
                  discard();
                }}
              >
                <Trans>Send it now</Trans>
              </Button>
            )}
            {backButton}
            {status !== 'kept' && deleteButton}
          </span>
        }
      >
        <p>
          {status === 'kept' && <Trans>Saved for after {name}’s turn. Only you can see it:</Trans>}
          {status === 'offered' && <Trans>You saved this for {name}:</Trans>}
          {status === 'unasked' && (
            <Trans>{name} didn’t ask for replies. What you saved is still yours:</Trans>
          )}
          {status === 'late' && (
            <Trans>The time for replies is over. What you saved is still yours:</Trans>
          )}
        </p>
        <blockquote className={styles.keptText}>
          {note && (
            <p dir="auto">
              <Trans>About: {note}</Trans>
            </p>
          )}
          <p dir="auto">{text}</p>
        </blockquote>
      </Notice>
    </div>
  );
}
