/** A few private lines to somebody: kept until they are sent, and told truthfully how it went. */
import type { CommandAnswer } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { Queued } from '../circle/queued.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { useKept } from '../ui/use-kept.ts';
import { refusals } from '../words/refusals.ts';
import styles from './own.module.css';

interface WriteFormProps {
  /** What is written is kept under this name in this tab. */
  readonly keptAs: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly send: (text: string) => Promise<CommandAnswer>;
  readonly button: ReactNode;
  /** Said when it is there. */
  readonly sent: string;
  readonly onSent?: () => void;
  readonly initial?: string;
  readonly rows?: number;
}

export function WriteForm(props: WriteFormProps) {
  const { keptAs, label, hint, send, button, sent, onSent, initial = '', rows = 3 } = props;
  const { t, i18n } = useLingui();
  const [text, setText, forget] = useKept(keptAs, initial);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const submit = async () => {
    if (busy) return;
    if (text.trim() === '') return setFailed(i18n._(refusals.empty));
    setBusy(true);
    setFailed(null);
    const answer = await send(text.trim());
    setBusy(false);
    if ('ok' in answer) {
      forget(text);
      announce(sent);
      onSent?.();
    } else if ('refused' in answer) setFailed(i18n._(refusals[answer.refused]));
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
      {busy && <Queued />}
      <Button type="submit" kind="primary" size="m" busy={busy}>
        {busy ? <Trans>Sending… It goes as soon as you’re connected.</Trans> : button}
      </Button>
    </Form>
  );
}
