/** The typed words as the list recognises them, and words that an unknown one may mean (KEY-3). */
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../ui/button.tsx';
import { SpokenText } from '../ui/spoken-text.tsx';
import { CodeWords } from './code-words.tsx';
import styles from './recognised-words.module.css';
import { codeLength, type TypedCode } from './typed-code.ts';

interface RecognisedWordsProps {
  readonly code: TypedCode;
  /** The field shows an error already, so that the same is not said twice. */
  readonly hasError: boolean;
  readonly onChoose: (at: number, word: string) => void;
}

export function RecognisedWords({ code, hasError, onChoose }: RecognisedWordsProps) {
  const { t } = useLingui();
  const { words, unknown, offer } = code;
  const [wrong] = unknown;
  return (
    <>
      <CodeWords
        small
        label={t`Recognised so far`}
        words={words.slice(0, codeLength + 2).map(({ typed, word }) => word ?? typed)}
        unknown={unknown}
      />
      <SpokenText className={styles.unknown}>
        {!hasError && wrong !== undefined && (
          <Trans>Word {wrong + 1} isn’t in our list. Please check it.</Trans>
        )}
        {!hasError && wrong === undefined && words.length > codeLength && (
          <Trans>That’s more than six words.</Trans>
        )}
      </SpokenText>
      {offer && (
        <div className={styles.offer}>
          <p id="offer">
            <Trans>Is word {offer.at + 1} one of these?</Trans>
          </p>
          <ul aria-labelledby="offer" lang="en" translate="no">
            {offer.words.map((word) => (
              <li key={word}>
                <Button onClick={() => onChoose(offer.at, word)}>{word}</Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
