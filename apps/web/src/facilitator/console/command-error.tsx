/** Why a press was refused; spoken, because the person waits for it. */
import { SpokenText } from '../../ui/spoken-text.tsx';
import styles from './command-error.module.css';

export function CommandError({ words }: { readonly words: string | null }) {
  if (!words) return null;
  return (
    <SpokenText kind="no" className={styles.error}>
      {words}
    </SpokenText>
  );
}
