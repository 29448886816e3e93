/** One grounding line. It stays until the person asks for another. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { groundingLines } from '../../lib/i18n/grounding-texts.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './pages.module.css';

export function GroundingLine() {
  const { i18n } = useLingui();
  const [at, setAt] = useState(0);
  const line = groundingLines[at % groundingLines.length];
  const another = () => {
    setAt(at + 1);
    const next = groundingLines[(at + 1) % groundingLines.length];
    if (next) announce(i18n._(next));
  };
  return (
    <div className={styles.still}>
      <p>{line && i18n._(line)}</p>
      <Button kind="plain" onClick={another}>
        <Trans>Show another</Trans>
      </Button>
    </div>
  );
}
