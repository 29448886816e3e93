/**
 * Asks the writer of the last intention how it went. All answers have the same weight, and no
 * answer is fine too.
 */
import type { IntentionOutcome } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useCircle } from '../circle/model/circle-context.ts';
import { useTabState } from '../lib/storage/use-tab-state.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import styles from './participant.module.css';

export function IntentionReview() {
  const { t } = useLingui();
  const { circle, view, command } = useCircle();
  const { intention, can } = view.mine;
  const [later, setLater] = useTabState(`small-thing-later.${circle}`, false);
  if (!intention || intention.outcome !== null || later || can.intention !== true) return null;
  const answers: readonly [IntentionOutcome, string][] = [
    ['did', t`I did it`],
    ['differently', t`I did it differently`],
    ['not-now', t`Not now`],
    ['no-longer', t`It doesn’t matter any more`],
  ];
  const answer = async (outcome: IntentionOutcome) => {
    if (await command.run({ do: 'intention', outcome })) announce(t`Thank you. Only you saw this.`);
  };
  return (
    <Card tone="plum" title={<Trans>Your small goal from last time</Trans>}>
      <blockquote className={styles.quote} dir="auto">
        {intention.text}
      </blockquote>
      <p>
        <Trans>Only you see this. How did it go? There’s no wrong answer.</Trans>
      </p>
      <div className={styles.acts}>
        {answers.map(([outcome, words]) => (
          <Button key={outcome} onClick={() => answer(outcome)}>
            {words}
          </Button>
        ))}
        <Button kind="plain" onClick={() => setLater(true)}>
          <Trans>I’d rather not say</Trans>
        </Button>
      </div>
    </Card>
  );
}
