/** The personal way back (PRV-7), while it has not been put away yet. */
import { Suspense } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { useHere } from './context.ts';
import { keptReturnLink } from './entry.ts';

const ReturnLink = lazyOwn((own) => own.ReturnLink);

/** `slim`: only the words and the press, for where there is little room. */
export function WayBack({ slim }: { readonly slim?: boolean }) {
  const { circle } = useHere();
  if (!keptReturnLink(circle)) return null;
  return (
    <Suspense fallback={null}>
      <ReturnLink slim={slim === true} />
    </Suspense>
  );
}
