/** The support of a screen (DSK-1): its link stands in index.html, what it opens is here. */
import { useEffect } from 'react';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { useSupport } from './support-context.ts';
import { SupportSheet } from './support-sheet.tsx';
import {
  closeSupport,
  goToSupport,
  markOpenConversation,
  registerSupportHost,
} from './support-state.ts';
import { isOpenCall } from './thread-status.ts';
import { useSupportOpen } from './use-support-open.ts';

export function SupportHost() {
  const open = useSupportOpen();
  const { isHosted, threads } = useSupport();
  const talks = threads.some(isOpenCall);
  useEffect(registerSupportHost, []);
  useEffect(() => {
    markOpenConversation(talks);
    return () => markOpenConversation(false);
  }, [talks]);
  if (isHosted) return null;
  return (
    <ErrorBoundary fallback={() => null} onError={goToSupport}>
      <SupportSheet open={open} onClose={closeSupport} />
    </ErrorBoundary>
  );
}
