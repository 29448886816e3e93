/** Sentences to choose from while the field of a moderation form is empty. */
import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/button.tsx';
import styles from './suggested-sentences.module.css';

interface SuggestedSentencesProps {
  readonly sentences: readonly MessageDescriptor[];
  readonly onChoose: (sentence: string) => void;
}

export function SuggestedSentences({ sentences, onChoose }: SuggestedSentencesProps) {
  const { i18n, t } = useLingui();
  return (
    <ul className={styles.list} aria-label={t`Suggested sentences`}>
      {sentences.map((each) => {
        const sentence = i18n._(each);
        return (
          <li key={sentence}>
            <Button className={styles.sentence} onClick={() => onChoose(sentence)}>
              {sentence}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
