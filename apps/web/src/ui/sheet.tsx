/**
 * A sheet over the page: from below on a phone, in the middle on a wide screen. The native
 * dialog keeps focus inside, closes on Escape and gives focus back to what opened it.
 */
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import { LiveRegions } from './announcer.tsx';
import { useBackCloses } from './back-button.ts';
import { Button } from './button.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { type ElementPath, isFocusOnBody, pathOf, restoreFocus } from './focus-keeper.ts';
import { LeaveNow } from './leave-now.tsx';
import styles from './sheet.module.css';
import { useUnderBar } from './under-bar.ts';

interface SheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** Always visible at the lower end of the sheet. */
  readonly foot?: ReactNode;
  /** What gets the focus when it opens; the heading when absent or not there. */
  readonly first?: RefObject<HTMLElement | null> | undefined;
  readonly children: ReactNode;
}

export function Sheet({ open, onClose, title, foot, first, children }: SheetProps) {
  const { t } = useLingui();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<ElementPath>([]);
  const id = useId();
  useBackCloses(open, onClose);
  const { sheet: under } = useUnderBar();
  const wanted = useRef(first);
  wanted.current = first;

  useEffect(() => {
    const element = dialog.current;
    if (!element || !open) return;
    opener.current = pathOf(document.activeElement);
    element.showModal();
    (wanted.current?.current ?? heading.current)?.focus();
    return () => {
      element.close();
      const [back] = opener.current;
      if (back !== document.body) back?.focus();
      if (isFocusOnBody()) restoreFocus(opener.current);
    };
  }, [open]);

  return (
    // The press on the backdrop is an extra for the mouse; Escape and the button do the same.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-labelledby={id}
      // The browser can send `close` after the sheet was opened again.
      onClose={() => {
        if (!dialog.current?.open) onClose();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {open && (
        <div className={styles.inside}>
          <div className={styles.head}>
            <h2 id={id} ref={heading} tabIndex={-1}>
              {title}
            </h2>
            <LeaveNow />
            <Button
              kind="plain"
              aria-label={t`Close`}
              onClick={onClose}
              icon={<X size={22} aria-hidden="true" />}
            />
          </div>
          {under && <div className={styles.under}>{under}</div>}
          <ErrorBoundary>{children}</ErrorBoundary>
          {foot && <div className={styles.foot}>{foot}</div>}
          <LiveRegions />
        </div>
      )}
    </dialog>
  );
}
