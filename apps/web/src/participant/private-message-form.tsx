/** The form for a short private text; it keeps the text until it is sent, and shows the outcome. */
import type { WireCommand } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { QueuedNotice } from '../app/support/queued-notice.tsx';
import { useCommand } from '../lib/commands/use-command.ts';
import { useTabState } from '../lib/storage/use-tab-state.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { CommandError } from '../ui/command-error.tsx';
import { TextArea } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import styles from './participant.module.css';

interface PrivateMessageFormProps {
  /** The storage key of the draft in this tab. */
  readonly storageKey: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** The command that sends this text. */
  readonly command: (text: string) => WireCommand;
  readonly button: ReactNode;
  /** The sentence that is spoken when the text has arrived. */
  readonly sentText: string;
  readonly onSent?: () => void;
  readonly initial?: string;
  readonly rows?: number;
}

export function PrivateMessageForm(props: PrivateMessageFormProps) {
  const {
    storageKey,
    label,
    hint,
    command: commandFor,
    button,
    sentText,
    onSent,
    initial = '',
    rows = 3,
  } = props;
  const command = useCommand();
  const [text, setText, forget] = useTabState(storageKey, initial);
  const submit = async () => {
    if (command.busy) return;
    if (text.trim() === '') return command.refuse('empty');
    if (!(await command.run(commandFor(text.trim())))) return;
    forget(text);
    announce(sentText);
    onSent?.();
  };
  const { busy } = command;
  return (
    <Form onSend={() => void submit()} className={styles.form}>
      <TextArea
        label={label}
        hint={hint}
        value={text}
        rows={rows}
        onChange={(event) => setText(event.target.value)}
      />
      <CommandError command={command} />
      {busy && <QueuedNotice />}
      <Button type="submit" kind="primary" size="m" busy={busy}>
        {busy ? <Trans>Sending… It goes as soon as you’re connected.</Trans> : button}
      </Button>
    </Form>
  );
}
