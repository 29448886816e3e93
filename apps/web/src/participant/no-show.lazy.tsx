/** The start has come and no facilitator has (FAC-6); rare, so its words are fetched then. */
import { Suspense } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import { NoShow } from './participant.lazy.ts';

export function NoShowSlot() {
  if (!useCircle().view.noShow) return null;
  return (
    <Suspense fallback={null}>
      <NoShow />
    </Suspense>
  );
}
