/** The next text in a thread: a field with Send beside it; it survives closing and reload. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type Ref, useState } from 'react';
import type { CommandHandle } from '../../lib/commands/use-command.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import styles from './reply-row.module.css';

interface ReplyRowProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Where the words are kept. */
  readonly storageKey: string;
  readonly field?: Ref<HTMLTextAreaElement> | undefined;
  readonly busy?: boolean | undefined;
  /** What `send` uses; its refusal is shown above the field. */
  readonly command: CommandHandle;
  /** True when it was sent. */
  readonly send: (text: string) => Promise<boolean>;
  /** Something is being written, or is not any more. */
  readonly onTypingChange?: ((writing: boolean) => void) | undefined;
}

export function ReplyRow(props: ReplyRowProps) {
  const {
    label,
    hint,
    storageKey,
    field,
    busy = false,
    command,
    send,
    onTypingChange: onWriting,
  } = props;
  const { t } = useLingui();
  const [text, setText, forget] = useTabState(storageKey, '');
  const [isEmpty, setEmpty] = useState(false);
  const submit = async () => {
    const words = text.trim();
    if (command.busy) return;
    setEmpty(words === '');
    if (words !== '' && (await send(words))) forget(text);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  return (
    <Form className={styles.form} onSend={() => void submit()}>
      <CommandError command={isEmpty ? { errorText: t`Write something first.` } : command} />
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
        <Button type="submit" kind="primary" size="m" busy={busy || command.busy}>
          <Trans>Send</Trans>
        </Button>
      </div>
    </Form>
  );
}
