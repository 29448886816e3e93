/** For a start without a facilitator (FAC-6); rare, so it is loaded on demand. */
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
