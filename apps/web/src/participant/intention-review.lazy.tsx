/** The intention of the last meeting, at the threshold of this one; only its writer sees it (PHA-5). */
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
