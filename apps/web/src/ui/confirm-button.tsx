/** A press that is asked about once more, in its own place; the focus goes along and comes back. */
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import styles from './confirm-button.module.css';
import { Notice } from './notice.tsx';
import { useFocusSwap } from './use-focus-swap.ts';

interface ConfirmButtonProps {
  readonly label: string;
  /** For those who do not see beside what it stands. */
  readonly about?: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly busy: boolean;
  readonly problem: string | null;
  /** True when nothing is left to be asked. */
  readonly onConfirm: () => Promise<boolean>;
  /** What happens then. */
  readonly children: ReactNode;
}

export function ConfirmButton(props: ConfirmButtonProps) {
  const {
    label,
    about,
    confirmLabel: yes,
    cancelLabel: no,
    busy,
    problem,
    onConfirm: onYes,
    children,
  } = props;
  const [sure, setSure] = useState(false);
  const swap = useFocusSwap<HTMLDivElement>(sure);
  return (
    <div ref={swap}>
      {sure ? (
        <fieldset className={styles.asked} aria-label={label}>
          <p data-first tabIndex={-1}>
            {children}
          </p>
          {problem && (
            <Notice tone="brick" spoken>
              {problem}
            </Notice>
          )}
          <div className={styles.acts}>
            <Button
              kind="danger"
              busy={busy}
              onClick={async () => {
                if (await onYes()) setSure(false);
              }}
            >
              {yes}
            </Button>
            <Button onClick={() => setSure(false)}>{no}</Button>
          </div>
        </fieldset>
      ) : (
        <Button onClick={() => setSure(true)}>
          {label}
          {about && <span className="hidden">{about}</span>}
        </Button>
      )}
    </div>
  );
}
