/** One message: its text or what stands in its place, and its options. */

import type { Message } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { memo, Suspense, useState } from 'react';
import { formatTime } from '../../lib/i18n/dates.ts';
import { MessageActions } from '../../participant/participant.lazy.ts';
import { focusAfter } from '../../ui/focus-table.ts';
import { actionsFor, type MessageRights } from '../model/message-actions.ts';
import { type ReceivedGift, ReceivedGifts } from '../resonance/received-resonance.tsx';
import { timeLabelOf } from './message-element.ts';
import styles from './message-group.module.css';

export const isVisible = ({ withdrawn, removed }: Message): boolean => !withdrawn && !removed;

interface MessageBubbleProps {
  readonly message: Message;
  /** The id of the element with the name of the writer. */
  readonly by: string;
  readonly byParticipant: boolean;
  readonly rights: MessageRights;
  /** Resonance for this message, when it is outside of turns and of this person. */
  readonly gifts: readonly ReceivedGift[];
}

/** use-message-focus.ts moves the stop of the Tab key between the bubbles. */
export const MessageBubble = memo(function MessageBubble(props: MessageBubbleProps) {
  const { message, by, byParticipant, rights, gifts } = props;
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const own = message.by === rights.me;
  const gone = !isVisible(message);
  const actions = actionsFor(rights, message, byParticipant);
  const label = timeLabelOf(message.id);
  return (
    <>
      <div className={styles.line}>
        <article
          className={styles.bubble}
          data-message={message.id}
          data-gone={gone || undefined}
          tabIndex={-1}
          {...focusAfter('message')}
          aria-labelledby={`${by} ${label}`}
          onKeyDown={(event) => {
            if (event.target !== event.currentTarget || event.key !== 'Enter') return;
            // Else the same key presses the first button, which has the focus by then.
            event.preventDefault();
            if (actions.length > 0) setOpen(true);
          }}
        >
          <span id={label} className="hidden">
            {formatTime(message.at)}
          </span>
          {gone ? (
            <RemovedMessage message={message} />
          ) : (
            <MessageText message={message} own={own} />
          )}
        </article>
        {actions.length > 0 && !open && (
          <button
            type="button"
            className={styles.more}
            tabIndex={-1}
            aria-label={t`Message options`}
            onClick={() => setOpen(true)}
          >
            <Ellipsis size={20} aria-hidden="true" />
          </button>
        )}
      </div>
      {message.held && !gone && (
        <p className={styles.held}>
          {own ? (
            <Trans>
              This is your first message here, so a facilitator reads it first. No one else sees it
              yet.
            </Trans>
          ) : (
            <Trans>Waiting for a facilitator. The circle doesn’t see it yet.</Trans>
          )}
        </p>
      )}
      {open && (
        <Suspense fallback={null}>
          <MessageActions message={message} actions={actions} onClose={() => setOpen(false)} />
        </Suspense>
      )}
      {own && <ReceivedGifts gifts={gifts} />}
    </>
  );
});

/** The text, or the content note with the folded text. */
function MessageText({ message, own }: { readonly message: Message; readonly own: boolean }) {
  const [shown, setShown] = useState(own);
  if (!message.note) return <p dir="auto">{message.text}</p>;
  return (
    <>
      <p className={styles.note} dir="auto">
        <Trans>About: {message.note}</Trans>
      </p>
      {shown && <p dir="auto">{message.text}</p>}
      {!own && (
        <button
          type="button"
          className={styles.fold}
          aria-expanded={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <Trans>Hide it again</Trans> : <Trans>Show message</Trans>}
        </button>
      )}
    </>
  );
}

function RemovedMessage({ message }: { readonly message: Message }) {
  if (message.removed) return <Trans>Removed by a facilitator</Trans>;
  return <Trans>Taken back by the writer</Trans>;
}
