/** Consecutive messages of one person; the messages of a turn are one card (TRN-2). */

import { type Message, type MessageId, pebbleLookOf } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { Suspense, useState } from 'react';
import { formatTime } from '../../lib/i18n/dates.ts';
import { MessageActions } from '../../participant/participant.lazy.ts';
import { focusAfter, focusTarget } from '../../ui/focus-table.ts';
import { Pebble } from '../../ui/pebble.tsx';
import { useCircle } from '../model/circle-context.ts';
import { actionsFor } from '../model/message-actions.ts';
import { ReceivedResonance, ResonanceButtons } from '../resonance/resonance.tsx';
import styles from './message-group.module.css';
import type { MessageGroupRow } from './timeline-rows.ts';

interface MessageGroupProps {
  readonly group: MessageGroupRow;
  /** The message the Tab key stops at. */
  readonly focusableId: MessageId | string | undefined;
  readonly onFocusMessage: (id: string) => void;
  /** The current or last turn: resonance is offered here. */
  readonly offersResonance: boolean;
  /** Far above: laid out only when it comes into sight. */
  readonly old: boolean;
  /** True for the last group when no own message is pending. */
  readonly sent: boolean;
}

export function MessageGroup({
  group,
  focusableId: stop,
  onFocusMessage: onStop,
  offersResonance: resonates,
  old,
  sent,
}: MessageGroupProps) {
  const { view, nameOf } = useCircle();
  const own = group.by === view.mine.person;
  const { hue } = pebbleLookOf(group.by);
  const [first] = group.messages;
  return (
    <li
      className={styles.group}
      data-own={own || undefined}
      data-facilitation={group.facilitation || undefined}
      data-old={old || undefined}
    >
      <Pebble id={group.by} size={36} />
      <div className={styles.said}>
        <p className={styles.head}>
          <b id={`by-${group.id}`} className={styles.name} data-hue={hue}>
            {own ? <Trans>You</Trans> : <bdi>{nameOf(group.by)}</bdi>}
          </b>
          {group.facilitation && (
            <span className={styles.role}>
              <Trans>facilitator</Trans>
            </span>
          )}
          {first && <time className={styles.time}>{formatTime(first.at)}</time>}
        </p>
        {group.messages.map((message) => (
          <MessageBubble
            key={message.id}
            message={message}
            by={`by-${group.id}`}
            isFocusable={message.id === stop}
            onFocusMessage={onStop}
          />
        ))}
        {own && sent && !group.messages.at(-1)?.held && (
          <p className={styles.time}>
            <Trans>Sent</Trans>
          </p>
        )}
        {group.turn && <ReceivedResonance turn={group.turn} by={group.by} />}
        {resonates && group.turn && !own && group.messages.some(isVisible) && (
          <ResonanceButtons turn={group.turn} to={group.by} />
        )}
      </div>
    </li>
  );
}

const isVisible = ({ withdrawn, removed }: Message): boolean => !withdrawn && !removed;

interface MessageBubbleProps {
  readonly message: Message;
  readonly by: string;
  readonly isFocusable: boolean;
  readonly onFocusMessage: (id: string) => void;
}

function MessageBubble({
  message,
  by,
  isFocusable: stops,
  onFocusMessage: onStop,
}: MessageBubbleProps) {
  const { t } = useLingui();
  const { view } = useCircle();
  const [open, setOpen] = useState(false);
  const own = message.by === view.mine.person;
  const gone = !isVisible(message);
  const actions = actionsFor(view, message);
  const label = `at-${message.id}`;
  return (
    <>
      <div className={styles.line}>
        <article
          className={styles.bubble}
          data-message={message.id}
          data-gone={gone || undefined}
          tabIndex={stops ? 0 : -1}
          {...focusAfter('message')}
          {...(stops && focusTarget('messages'))}
          aria-labelledby={`${by} ${label}`}
          onFocus={(event) => event.target === event.currentTarget && onStop(message.id)}
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
      {own && <ReceivedResonance message={message.id} by={message.by} />}
    </>
  );
}

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
