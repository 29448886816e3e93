/** Why a command or a request was not done. Spoken when it appears: the person waits for it. */

import styles from './command-error.module.css';
import { Notice } from './notice.tsx';
import { SpokenText } from './spoken-text.tsx';

interface CommandErrorProps {
  /** A handle of `useCommand` or `useRequest`. */
  readonly command: { readonly errorText: string | null };
  /** `line`: inside of a form or a row of buttons; a notice of its own otherwise. */
  readonly look?: 'notice' | 'line';
}

export function CommandError({ command: { errorText }, look = 'notice' }: CommandErrorProps) {
  if (!errorText) return null;
  if (look === 'notice') {
    return (
      <Notice tone="honey" spoken>
        {errorText}
      </Notice>
    );
  }
  return (
    <SpokenText kind="no" className={styles.line}>
      {errorText}
    </SpokenText>
  );
}
