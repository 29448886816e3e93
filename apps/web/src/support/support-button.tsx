/** The support, one press away on every screen and in every state (DSK-1). */
import { Trans, useLingui } from '@lingui/react/macro';
import { Heart } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../ui/button.tsx';
import { useSupport } from './context.ts';
import { closeSupport, openSupport, useSupportOpen } from './open.ts';
import styles from './support-button.module.css';
import { SupportSheet } from './support-sheet.tsx';
import { isOpenCall } from './threads.ts';

export function SupportButton() {
  const { t } = useLingui();
  const open = useSupportOpen();
  const { isHosted } = useSupport();
  const id = useId();
  const talks = useSupport().threads.some(isOpenCall);
  return (
    <>
      <Button
        kind="plain"
        className={styles.support}
        data-always
        aria-label={t`Support`}
        aria-describedby={talks ? id : undefined}
        aria-haspopup="dialog"
        onClick={openSupport}
        icon={
          <span className={styles.icon} data-open={talks || undefined}>
            <Heart size={20} aria-hidden="true" />
          </span>
        }
      >
        <span className={styles.word}>
          <Trans>Support</Trans>
        </span>
      </Button>
      {talks && (
        <span id={id} className="hidden">
          <Trans>Your conversation with the facilitators is open.</Trans>
        </span>
      )}
      {!isHosted && <SupportSheet open={open} onClose={closeSupport} />}
    </>
  );
}
