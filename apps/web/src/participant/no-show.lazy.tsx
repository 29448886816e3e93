/** The start has come and no facilitator has (FAC-6); rare, so its words are fetched then. */
import { Suspense } from 'react';
import { useCircle } from '../circle/model/circle-context.ts';
import { lazyParticipant } from './participant.lazy.ts';

const LoadedNoShow = lazyParticipant((own) => own.NoShow);

export function NoShowSlot() {
  if (!useCircle().view.noShow) return null;
  return (
    <Suspense fallback={null}>
      <LoadedNoShow />
    </Suspense>
  );
}
