/** The support of a screen (DSK-1): its link stands in index.html, what it opens is here. */
import { useEffect } from 'react';
import { Part } from '../ui/part.tsx';
import { useSupport } from './context.ts';
import { closeSupport, goToSupport, markTalk, supportIsHere } from './open.ts';
import { SupportSheet } from './support-sheet.tsx';
import { isOpenCall } from './threads.ts';
import { useSupportOpen } from './use-open.ts';

export function SupportHere() {
  const open = useSupportOpen();
  const { isHosted, threads } = useSupport();
  const talks = threads.some(isOpenCall);
  useEffect(supportIsHere, []);
  useEffect(() => {
    markTalk(talks);
    return () => markTalk(false);
  }, [talks]);
  if (isHosted) return null;
  return (
    <Part otherwise={() => null} onFault={goToSupport}>
      <SupportSheet open={open} onClose={closeSupport} />
    </Part>
  );
}
