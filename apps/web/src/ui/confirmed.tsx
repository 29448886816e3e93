/** A press that is asked about once more, in its own place; the focus goes along and comes back. */
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import styles from './confirmed.module.css';
import { Notice } from './notice.tsx';
import { useSwap } from './use-swap.ts';

interface ConfirmedProps {
  readonly label: string;
  /** For those who do not see beside what it stands. */
  readonly about?: ReactNode;
  readonly yes: string;
  readonly no: string;
  readonly busy: boolean;
  readonly problem: string | null;
  /** True when nothing is left to be asked. */
  readonly onYes: () => Promise<boolean>;
  /** What happens then. */
  readonly children: ReactNode;
}

export function Confirmed(props: ConfirmedProps) {
  const { label, about, yes, no, busy, problem, onYes, children } = props;
  const [sure, setSure] = useState(false);
  const swap = useSwap<HTMLDivElement>(sure);
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
