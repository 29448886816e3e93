/** A few private lines to somebody: kept until they are sent, and told truthfully how it went. */
import type { CommandAnswer } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { QueuedNotice } from '../app/support/queued-notice.tsx';
import { refusalTexts } from '../lib/i18n/refusal-texts.ts';
import { useTabState } from '../lib/storage/use-tab-state.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './participant.module.css';

interface PrivateMessageFormProps {
  /** What is written is kept under this name in this tab. */
  readonly storageKey: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly send: (text: string) => Promise<CommandAnswer>;
  readonly button: ReactNode;
  /** Said when it is there. */
  readonly sentText: string;
  readonly onSent?: () => void;
  readonly initial?: string;
  readonly rows?: number;
}

export function PrivateMessageForm(props: PrivateMessageFormProps) {
  const {
    storageKey: keptAs,
    label,
    hint,
    send,
    button,
    sentText: sent,
    onSent,
    initial = '',
    rows = 3,
  } = props;
  const { t, i18n } = useLingui();
  const [text, setText, forget] = useTabState(keptAs, initial);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const submit = async () => {
    if (busy) return;
    if (text.trim() === '') return setFailed(i18n._(refusalTexts.empty));
    setBusy(true);
    setFailed(null);
    const answer = await send(text.trim());
    setBusy(false);
    if ('ok' in answer) {
      forget(text);
      announce(sent);
      onSent?.();
    } else if ('refused' in answer) setFailed(i18n._(refusalTexts[answer.refused]));
    else setFailed(t`It wasn’t sent. Your words are saved here. Press again when you’re ready.`);
  };
  return (
    <Form onSend={() => void submit()} className={styles.form}>
      <TextArea
        label={label}
        hint={hint}
        value={text}
        rows={rows}
        onChange={(event) => setText(event.target.value)}
      />
      {failed && (
        <Notice tone="honey" spoken>
          {failed}
        </Notice>
      )}
      {busy && <QueuedNotice />}
      <Button type="submit" kind="primary" size="m" busy={busy}>
        {busy ? <Trans>Sending… It goes as soon as you’re connected.</Trans> : button}
      </Button>
    </Form>
  );
}
