/** The small thing that this person took along last time (PHA-5); only they see it. */
import { memberApi } from '@holdspace/client';
import type { IntentionOutcome, PlaceBody } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { useRequest } from '../lib/api/use-request.ts';
import { useTabState } from '../lib/storage/use-tab-state.ts';
import { IntentionReviewCard } from '../participant/intention-review-card.tsx';
import { announce } from '../ui/announcer.tsx';
import { CommandError } from '../ui/command-error.tsx';

interface OwnIntentionProps {
  readonly place: PlaceBody;
  readonly onChanged: () => void;
}

export function OwnIntention({ place, onChanged }: OwnIntentionProps) {
  const { t } = useLingui();
  const { circle, intention } = place;
  const [later, setLater] = useTabState(`small-thing-later.${circle}`, false);
  const request = useRequest();
  if (intention === null || intention.outcome !== null || later) return null;
  const answer = async (outcome: IntentionOutcome) => {
    const result = await request.run(() => memberApi({}).answerIntention(circle, outcome));
    if (!result?.ok) return;
    announce(t`Thank you. Only you saw this.`);
    onChanged();
  };
  return (
    <IntentionReviewCard
      text={intention.text}
      busy={request.busy}
      onAnswer={(outcome) => void answer(outcome)}
      onLater={() => setLater(true)}
    >
      <CommandError command={request} />
    </IntentionReviewCard>
  );
}
