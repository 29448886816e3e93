/** The support, one press away on every screen and in every state (DSK-1). */
import { Trans, useLingui } from '@lingui/react/macro';
import { Heart } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { supportOpensBy } from './open.ts';
import styles from './support-button.module.css';
import { SupportSheet } from './support-sheet.tsx';

export function SupportButton() {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  useEffect(() => supportOpensBy(() => setOpen(true)), []);
  return (
    <>
      <Button
        kind="plain"
        className={styles.support}
        data-always
        aria-label={t`Support`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        icon={<Heart size={20} aria-hidden="true" />}
      >
        <span className={styles.word}>
          <Trans>Support</Trans>
        </span>
      </Button>
      <SupportSheet open={open} onClose={() => setOpen(false)} />
    </>
  );
}
