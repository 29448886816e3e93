/** A button that asks for confirmation in its own place; the focus moves to the question and back. */
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import styles from './confirm-button.module.css';
import { Notice } from './notice.tsx';
import { useFocusSwap } from './use-focus-swap.ts';

interface ConfirmButtonProps {
  readonly label: string;
  /** The accessible name, which names the object of the button. */
  readonly about?: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly busy: boolean;
  readonly problem: string | null;
  /** True when the action is done. */
  readonly onConfirm: () => Promise<boolean>;
  /** The effect of the confirmation. */
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
