/** The small thing of last time, at the threshold of this one; to its writer alone (PHA-5). */
import { Suspense } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import { IntentionReview } from './participant.lazy.ts';

export function IntentionReviewSlot() {
  const { intention } = useCircle().view.mine;
  if (intention?.outcome !== null) return null;
  return (
    <Suspense fallback={null}>
      <IntentionReview />
    </Suspense>
  );
}
