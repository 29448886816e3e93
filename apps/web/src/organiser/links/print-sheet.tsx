/**
 * What is printed in place of the page: one sheet after the other, and nothing of the screen. It is
 * beside the screens, so that it can run over many pages; on the screen it is not shown.
 */
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './print-sheet.module.css';

export function PrintSheet({ children }: { readonly children: ReactNode }) {
  return createPortal(<div className={styles.sheet}>{children}</div>, document.body);
}
