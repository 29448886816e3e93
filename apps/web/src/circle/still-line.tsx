/** One grounding line. It stays until somebody asks for another. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { groundingLines } from '../words/grounding.ts';
import styles from './pages.module.css';

export function StillLine() {
  const { i18n } = useLingui();
  const [at, setAt] = useState(0);
  const line = groundingLines[at % groundingLines.length];
  return (
    <div className={styles.still}>
      <p aria-live="polite">{line && i18n._(line)}</p>
      <Button kind="plain" onClick={() => setAt(at + 1)}>
        <Trans>Show another</Trans>
      </Button>
    </div>
  );
}
