/**
 * One line about the return code in a meeting, where others may see the screen: the words appear
 * only after a press.
 */
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useMembership } from '../circle/model/membership-context.ts';
import { storedReturnCode } from '../lib/storage/circle-storage.ts';
import { Button } from '../ui/button.tsx';
import styles from './return-code-hint.module.css';

export function ReturnCodeHint() {
  const { circle, openDevices } = useMembership();
  const [isDismissed, setDismissed] = useState(false);
  if (isDismissed || !storedReturnCode(circle)) return null;
  return (
    <div className={styles.hint}>
      <p>
        <Trans>Six words bring you back if you lose this page.</Trans>
      </p>
      <Button kind="plain" onClick={openDevices}>
        <Trans>Show the words</Trans>
      </Button>
      <Button
        kind="plain"
        onClick={() => {
          setDismissed(true);
          document.querySelector<HTMLElement>('h1')?.focus();
        }}
      >
        <Trans>Not now</Trans>
      </Button>
    </div>
  );
}
