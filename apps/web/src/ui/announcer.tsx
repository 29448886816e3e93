/**
 * The two live regions of the page for screen readers, both empty at load. Everything that is
 * spoken goes through them (SPK-1): what and when is speech/table.ts, in which order and for how
 * long is speech-queue.ts.
 */
import { useEffect, useSyncExternalStore } from 'react';
import { noteTyping, onSpoken, speak, spokenNow } from './speech-queue.ts';

/** What a press did, where the screen alone does not say it: the row `press-answered`. */
export const announce = (words: string): void =>
  speak({ row: 'press-answered', level: 'polite', subject: 'always', words });

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !/^(checkbox|radio|range|button)$/u.test(target.type));

export function Announcer() {
  const now = useSyncExternalStore(onSpoken, spokenNow);
  useEffect(() => {
    const typed = (event: Event) => isText(event.target) && noteTyping();
    document.addEventListener('input', typed);
    return () => document.removeEventListener('input', typed);
  }, []);
  return (
    <>
      <div className="hidden" role="status" aria-live="polite">
        {now.polite}
      </div>
      <div className="hidden" role="alert" aria-live="assertive">
        {now.assertive}
      </div>
    </>
  );
}
