/** The review of the last intention at the door of the meeting (PHA-5). */
import type { IntentionOutcome } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useCircle } from '../circle/model/circle-context.ts';
import { useTabState } from '../lib/storage/use-tab-state.ts';
import { announce } from '../ui/announcer.tsx';
import { IntentionReviewCard } from './intention-review-card.tsx';

export function IntentionReview() {
  const { t } = useLingui();
  const { circle, view, command } = useCircle();
  const { intention, can } = view.mine;
  const [later, setLater] = useTabState(`small-thing-later.${circle}`, false);
  if (!intention || intention.outcome !== null || later || can.intention !== true) return null;
  const answer = async (outcome: IntentionOutcome) => {
    if (await command.run({ do: 'intention', outcome })) announce(t`Thank you. Only you saw this.`);
  };
  return (
    <IntentionReviewCard
      text={intention.text}
      onAnswer={(outcome) => void answer(outcome)}
      onLater={() => setLater(true)}
    />
  );
}
