/** The start has come and no facilitator has (FAC-6); rare, so its words are fetched then. */
import { Suspense } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { useHere } from './context.ts';

const Words = lazyOwn((own) => own.NoShow);

export function NoShow() {
  if (!useHere().view.noShow) return null;
  return (
    <Suspense fallback={null}>
      <Words />
    </Suspense>
  );
}
