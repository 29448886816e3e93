/** The personal way back (PRV-7), while it has not been put away yet. */
import { Suspense } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { useHere } from './context.ts';
import { keptReturnCode } from './entry.ts';

const ReturnCode = lazyOwn((own) => own.ReturnCode);

/** `slim`: only the words and the press, for where there is little room. */
export function WayBack({ slim }: { readonly slim?: boolean }) {
  const { circle } = useHere();
  if (!keptReturnCode(circle)) return null;
  return (
    <Suspense fallback={null}>
      <ReturnCode slim={slim === true} />
    </Suspense>
  );
}
