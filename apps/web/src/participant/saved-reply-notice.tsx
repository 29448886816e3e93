/** The reply one has kept, and what can be done with it now. */
import { Trans } from '@lingui/react/macro';
import type { MessageContent } from '../circle/composer/message-content.ts';
import type { SavedReplyState } from '../circle/composer/saved-reply.ts';
import { useCircle } from '../circle/model/circle-context.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './saved-reply-notice.module.css';

interface SavedReplyNoticeProps {
  readonly saved: SavedReplyState;
  /** Once it is sent it is on its way, or in the draft. */
  readonly send: (words: MessageContent) => void;
  readonly moveToDraft: (words: MessageContent) => void;
}

export function SavedReplyNotice({
  saved: kept,
  send: say,
  moveToDraft: toDraft,
}: SavedReplyNoticeProps) {
  const { nameOf } = useCircle();
  const { reply, status: standing, discard: drop } = kept;
  if (!reply) return null;
  const { text, note } = reply;
  const words: MessageContent = { text, ...(note !== undefined && { note }) };
  const name = <bdi>{nameOf(reply.to)}</bdi>;
  const back = (
    <Button
      kind={standing === 'kept' ? 'plain' : 'quiet'}
      onClick={() => {
        toDraft(words);
        drop();
      }}
    >
      <Trans>Back to my draft</Trans>
    </Button>
  );
  const letGo = (
    <Button kind="plain" onClick={drop}>
      <Trans>Delete it</Trans>
    </Button>
  );
  return (
    <div className={styles.reply}>
      <Notice
        stacked
        tone={standing === 'offered' ? 'clay' : 'sky'}
        action={
          <span className={styles.acts}>
            {standing === 'offered' && (
              <Button
                kind="primary"
                onClick={() => {
                  say(words);
                  drop();
                }}
              >
                <Trans>Send it now</Trans>
              </Button>
            )}
            {back}
            {standing !== 'kept' && letGo}
          </span>
        }
      >
        <p>
          {standing === 'kept' && (
            <Trans>Saved for after {name}’s turn. Only you can see it:</Trans>
          )}
          {standing === 'offered' && <Trans>You saved this for {name}:</Trans>}
          {standing === 'unasked' && (
            <Trans>{name} didn’t ask for replies. What you saved is still yours:</Trans>
          )}
          {standing === 'late' && (
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
