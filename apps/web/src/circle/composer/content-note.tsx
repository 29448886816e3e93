/** The content note of a draft: shown before the folded message; a press adds or removes it. */
import { maxContentNoteLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../ui/button.tsx';
import { useTextLimit } from '../../ui/text-limit.ts';
import styles from './content-note.module.css';

interface ContentNoteProps {
  readonly note: string;
  /** Null: without one. */
  readonly onChange: (note: string | null) => void;
}

export function ContentNote({ note, onChange }: ContentNoteProps) {
  const { t } = useLingui();
  const id = useId();
  const { excess, text: limitText } = useTextLimit(note, maxContentNoteLength);
  return (
    <div className={styles.note}>
      <label htmlFor={id}>
        <Trans>What it is about. People see this first and can choose to open your message.</Trans>
      </label>
      <div className={styles.row}>
        <input
          id={id}
          className={styles.about}
          type="text"
          dir="auto"
          autoComplete="off"
          aria-invalid={excess > 0 || undefined}
          aria-describedby={limitText ? `${id}-room` : undefined}
          data-too-long={excess > 0 || undefined}
          // biome-ignore lint/a11y/noAutofocus: it was asked for by a press this moment
          autoFocus={note === ''}
          value={note}
          onChange={(event) => onChange(event.target.value)}
        />
        <Button
          kind="plain"
          aria-label={t`Remove content note`}
          onClick={() => onChange(null)}
          icon={<X size={20} aria-hidden="true" />}
        />
      </div>
      {limitText && (
        <p id={`${id}-room`} className={styles.count} data-over={excess > 0 || undefined}>
          {limitText}
        </p>
      )}
    </div>
  );
}
