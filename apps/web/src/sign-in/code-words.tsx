/**
 * The words of a return code, numbered, to read and to copy by hand. They come from a fixed
 * English list, so the browser must not translate them.
 */
import { Trans } from '@lingui/react/macro';
import type { Ref } from 'react';
import styles from './code-words.module.css';

interface CodeWordsProps {
  readonly words: readonly string[];
  /** Places (from 0) of words that are not in the list. */
  readonly unknown?: readonly number[];
  readonly labelledBy?: string | undefined;
  readonly label?: string | undefined;
  /** Small, for below a field. */
  readonly small?: boolean | undefined;
  readonly ref?: Ref<HTMLOListElement> | undefined;
}

export function CodeWords(props: CodeWordsProps) {
  const { words, unknown = [], labelledBy, label, small, ref } = props;
  return (
    <ol
      ref={ref}
      className={styles.words}
      data-small={small || undefined}
      aria-labelledby={labelledBy}
      aria-label={label}
      lang="en"
      translate="no"
    >
      {words.map((word, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word is known by its place
        <li key={at} data-unknown={unknown.includes(at) || undefined}>
          <span>{word}</span>
          {unknown.includes(at) && (
            <span className="hidden">
              <Trans>, not in our list</Trans>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
