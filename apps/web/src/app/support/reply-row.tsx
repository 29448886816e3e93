/** One's next words in a thread: a field and Send beside it, kept through closing and reload. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type Ref, useState } from 'react';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './reply-row.module.css';

interface ReplyRowProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Where the words are kept. */
  readonly storageKey: string;
  readonly field?: Ref<HTMLTextAreaElement> | undefined;
  readonly busy?: boolean | undefined;
  /** Null when it was sent; else why it was not, in words. */
  readonly send: (text: string) => Promise<string | null>;
  /** Something is being written, or is not any more. */
  readonly onTypingChange?: ((writing: boolean) => void) | undefined;
}

export function ReplyRow(props: ReplyRowProps) {
  const {
    label,
    hint,
    storageKey: keep,
    field,
    busy = false,
    send,
    onTypingChange: onWriting,
  } = props;
  const { t } = useLingui();
  const [text, setText, forget] = useTabState(keep, '');
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const submit = async () => {
    const words = text.trim();
    if (sending) return;
    if (words === '') return setProblem(t`Write something first.`);
    setProblem(null);
    setSending(true);
    const no = await send(words);
    setSending(false);
    setProblem(no);
    if (no === null) forget(text);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  return (
    <Form className={styles.form} onSend={() => void submit()}>
      {problem && (
        <Notice tone="honey" spoken>
          {problem}
        </Notice>
      )}
      <div className={styles.row}>
        <TextArea
          ref={field}
          label={label}
          hint={hint}
          rows={1}
          value={text}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value);
            onWriting?.(event.target.value.trim() !== '');
          }}
        />
        <Button type="submit" kind="primary" size="m" busy={busy || sending}>
          <Trans>Send</Trans>
        </Button>
      </div>
    </Form>
  );
}
