/** One's own messages that the circle does not have yet: nothing is called sent before it is. */
import type { PendingMessages } from '@holdspace/client';
import { Trans } from '@lingui/react/macro';
import { CircleAlert, Clock3 } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import styles from './on-their-way.module.css';

interface OnTheirWayProps {
  readonly pending: PendingMessages;
  readonly again: (id: string) => void;
  readonly back: (id: string) => void;
}

export function OnTheirWay({ pending, again, back }: OnTheirWayProps) {
  return pending.map(({ id, text, state }) => (
    <li key={id} className={styles.pending}>
      <p className={styles.bubble} dir="auto">
        {text}
      </p>
      {state === 'sending' ? (
        <p className={styles.state}>
          <Clock3 size={16} aria-hidden="true" />
          <Trans>Sending…</Trans>
        </p>
      ) : (
        <div className={styles.acts}>
          <p className={styles.state} data-not>
            <CircleAlert size={16} aria-hidden="true" />
            <Trans>Not sent</Trans>
          </p>
          <Button onClick={() => again(id)}>
            <Trans>Try again</Trans>
          </Button>
          <Button kind="plain" onClick={() => back(id)}>
            <Trans>Keep as draft</Trans>
          </Button>
        </div>
      )}
    </li>
  ));
}
