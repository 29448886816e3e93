/** The small thing of last time, at the threshold of this one; to its writer alone (PHA-5). */
import { Suspense } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { useHere } from './context.ts';

const HowItWent = lazyOwn((own) => own.HowItWent);

export function LastTime() {
  const { intention } = useHere().view.mine;
  if (intention?.outcome !== null) return null;
  return (
    <Suspense fallback={null}>
      <HowItWent />
    </Suspense>
  );
}
