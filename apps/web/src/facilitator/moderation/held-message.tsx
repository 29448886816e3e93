/** First messages of newcomers, waiting for a facilitator; only they and the writers see them (VOI-10). */
import type { Message, View } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import styles from '../../desk/desk.module.css';
import { CommandButton, SendCommandButton, useConsole } from '../console/console.tsx';
import { ModerationForm } from './moderation-form.tsx';

export const heldMessages = ({ timeline }: View): readonly Message[] =>
  timeline.filter(({ held }) => held === true);

export function HeldMessage({ message }: { readonly message: Message }) {
  const { view } = useConsole();
  const id = useId();
  const [open, setOpen] = useState(false);
  const name = [...view.people, ...view.past].find((each) => each.id === message.by)?.name ?? '';
  return (
    <article className={styles.note} aria-labelledby={id}>
      <h3 id={id} className={styles.head}>
        <bdi>{name}</bdi>
        <span className={styles.state}>
          <Trans>first message, waiting for you</Trans>
        </span>
      </h3>
      <p className={styles.entry} dir="auto">
        {message.text}
      </p>
      <div className={styles.row}>
        <SendCommandButton command={{ do: 'release', message: message.id }}>
          <Trans>
            Let it through <span className="hidden">{name}</span>
          </Trans>
        </SendCommandButton>
        <CommandButton name="redact" kind="plain" onPress={() => setOpen(true)}>
          <Trans>Remove message…</Trans>
        </CommandButton>
      </div>
      {open && (
        <ModerationForm
          action="redact"
          message={message.id}
          who={{ id: message.by, name }}
          onClose={() => setOpen(false)}
        />
      )}
    </article>
  );
}
