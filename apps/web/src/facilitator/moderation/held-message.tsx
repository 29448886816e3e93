/** First messages of newcomers: only their writer and the facilitators see them until one lets them through (VOI-10). */
import type { Message } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { useSelectedMessages } from '../../circle/model/circle-view.ts';
import { CommandButton, SendCommandButton } from '../console/command-button.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import styles from './held-message.module.css';
import { ModerationForm } from './moderation-form.tsx';

const isHeld = ({ held }: Message): boolean => held === true;
export const useHeldMessages = (): readonly Message[] => useSelectedMessages(isHeld);

export function HeldMessage({ message }: { readonly message: Message }) {
  const { view } = useConsole();
  const id = useId();
  const [open, setOpen] = useState(false);
  const name = [...view.people, ...view.past].find((each) => each.id === message.by)?.name ?? '';
  return (
    <article className={styles.message} aria-labelledby={id}>
      <h3 id={id} className={styles.head}>
        <bdi>{name}</bdi>
        <span className={`${layout.muted} ${styles.state}`}>
          <Trans>first message, waiting for you</Trans>
        </span>
      </h3>
      <p className={styles.text} dir="auto">
        {message.text}
      </p>
      <div className={layout.row}>
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
