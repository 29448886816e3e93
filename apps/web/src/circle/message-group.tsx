/** The messages of one person, said together: in a turn they are one card (TRN-2). */
import { lookOf, type Message, type MessageId } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { Suspense, useState } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { focusAfter, focusHome } from '../ui/focus-table.ts';
import { Pebble } from '../ui/pebble.tsx';
import { clock } from '../words/times.ts';
import { actionsFor } from './actions.ts';
import { useHere } from './context.ts';

import styles from './message-group.module.css';
import { Heard, ResonanceButtons } from './resonance.tsx';
import type { Group } from './rows.ts';

const MessageActions = lazyOwn((own) => own.MessageActions);

interface MessageGroupProps {
  readonly group: Group;
  /** The message the Tab key stops at. */
  readonly stop: MessageId | string | undefined;
  readonly onStop: (id: string) => void;
  /** The turn that is, or was last: resonance is offered here. */
  readonly resonates: boolean;
  /** Far above: laid out only when it comes into sight. */
  readonly old: boolean;
  /** The last of all, and nothing of one's own is on its way. */
  readonly sent: boolean;
}

export function MessageGroup({ group, stop, onStop, resonates, old, sent }: MessageGroupProps) {
  const { view, nameOf } = useHere();
  const own = group.by === view.mine.person;
  const { hue } = lookOf(group.by);
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
          {first && <time className={styles.time}>{clock(first.at)}</time>}
        </p>
        {group.messages.map((message) => (
          <Said
            key={message.id}
            message={message}
            by={`by-${group.id}`}
            stops={message.id === stop}
            onStop={onStop}
          />
        ))}
        {own && sent && !group.messages.at(-1)?.held && (
          <p className={styles.time}>
            <Trans>Sent</Trans>
          </p>
        )}
        {group.turn && <Heard turn={group.turn} by={group.by} />}
        {resonates && group.turn && !own && group.messages.some(stays) && (
          <ResonanceButtons turn={group.turn} to={group.by} />
        )}
      </div>
    </li>
  );
}

const stays = ({ withdrawn, removed }: Message): boolean => !withdrawn && !removed;

interface SaidProps {
  readonly message: Message;
  readonly by: string;
  readonly stops: boolean;
  readonly onStop: (id: string) => void;
}

function Said({ message, by, stops, onStop }: SaidProps) {
  const { t } = useLingui();
  const { view } = useHere();
  const [open, setOpen] = useState(false);
  const own = message.by === view.mine.person;
  const gone = !stays(message);
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
          {...(stops && focusHome('messages'))}
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
            {clock(message.at)}
          </span>
          {gone ? <Tombstone message={message} /> : <Words message={message} own={own} />}
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
      {own && <Heard message={message.id} by={message.by} />}
    </>
  );
}

/** The words, or what they are about with the words folded behind it. */
function Words({ message, own }: { readonly message: Message; readonly own: boolean }) {
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

function Tombstone({ message }: { readonly message: Message }) {
  if (message.removed) return <Trans>Removed by a facilitator</Trans>;
  return <Trans>Taken back by the writer</Trans>;
}
