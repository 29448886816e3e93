/** Closing a call for help is a step of its own, with a sentence to its person or without (DSK-7). */
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useTabState } from '../lib/storage/use-tab-state.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import styles from './desk.module.css';

interface CloseCallFormProps {
  readonly name: string;
  /** The storage key of a begun sentence. */
  readonly storageKey: string;
  readonly busy: boolean;
  /** Why the last command failed. */
  readonly error: ReactNode;
  /** True when it was done. */
  readonly close: (note: string) => Promise<boolean>;
  readonly onCancel: () => void;
}

export function CloseCallForm({
  name,
  storageKey,
  busy,
  error,
  close,
  onCancel,
}: CloseCallFormProps) {
  const { t } = useLingui();
  const [note, setNote, forget] = useTabState(storageKey, '');
  const submit = async () => {
    if (!(await close(note.trim()))) return;
    forget();
    onCancel();
  };
  return (
    <Form className={styles.group} onSend={() => void submit()}>
      <TextArea
        label={t`A last sentence to ${name} (optional)`}
        hint={t`${name} is told that you closed the call. They can write again at any time; that opens it again.`}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {error}
      <div className={styles.row}>
        <Button type="submit" kind="primary" busy={busy}>
          <Trans>Close this call</Trans>
        </Button>
        <Button onClick={onCancel}>
          <Trans>Keep it open</Trans>
        </Button>
      </div>
    </Form>
  );
}
