/**
 * Asks the writer of the last intention how it went. All answers have the same weight, and no
 * answer is fine too.
 */
import type { IntentionOutcome } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import styles from './participant.module.css';

interface IntentionReviewCardProps {
  readonly text: string;
  readonly busy?: boolean;
  readonly onAnswer: (outcome: IntentionOutcome) => void;
  readonly onLater: () => void;
  /** Below the answers. */
  readonly children?: ReactNode;
}

export function IntentionReviewCard(props: IntentionReviewCardProps) {
  const { text, busy, onAnswer, onLater, children } = props;
  const { t } = useLingui();
  const answers: readonly [IntentionOutcome, string][] = [
    ['did', t`I did it`],
    ['differently', t`I did it differently`],
    ['not-now', t`Not now`],
    ['no-longer', t`It doesn’t matter any more`],
  ];
  return (
    <Card tone="plum" title={<Trans>Your small goal from last time</Trans>}>
      <blockquote className={styles.quote} dir="auto">
        {text}
      </blockquote>
      <p>
        <Trans>Only you see this. How did it go? There’s no wrong answer.</Trans>
      </p>
      <div className={styles.acts}>
        {answers.map(([outcome, words]) => (
          <Button key={outcome} busy={busy} onClick={() => onAnswer(outcome)}>
            {words}
          </Button>
        ))}
        <Button kind="plain" onClick={onLater}>
          <Trans>I’d rather not say</Trans>
        </Button>
      </div>
      {children}
    </Card>
  );
}
