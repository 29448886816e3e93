/** Loads an earlier page of messages, or brings back the ones that left the page. */
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './message-list.module.css';

interface EarlierButtonProps {
  readonly load: () => Promise<boolean>;
  /** Returns the number of messages that it brought back; null when none left the page. */
  readonly reveal: (() => number) | null;
}

export function EarlierButton({ load, reveal }: EarlierButtonProps) {
  const [loading, setLoading] = useState(false);
  const onClick = async () => {
    if (reveal) {
      const shown = reveal();
      announce(
        plural(shown, {
          one: '# earlier message is shown above.',
          other: '# earlier messages are shown above.',
        }),
      );
      return;
    }
    setLoading(true);
    await load();
    setLoading(false);
  };
  return (
    <div className={styles.earlier}>
      <Button kind="plain" busy={loading} onClick={onClick}>
        <Trans>Show earlier messages</Trans>
      </Button>
    </div>
  );
}
