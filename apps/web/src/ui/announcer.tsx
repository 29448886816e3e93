/**
 * The two live regions of the page for screen readers, both empty at load, and the keeper of the
 * focus. Everything that is spoken goes through them (SPK-1): circle/speech/speech-table.ts
 * decides what and when, lib/speech/speech-queue.ts in which order and for how long.
 */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { commandSucceeded } from '../lib/speech/page-rules.ts';
import { currentSpeech, noteTyping, onSpeechChange, speak } from '../lib/speech/speech-queue.ts';
import { useFocusRestorer } from './focus-keeper.ts';

/** Speaks the result of a press that the screen alone does not show. */
export const announce = (words: string): void => speak(commandSucceeded.of(words));

/**
 * An open sheet has live regions of its own, because nothing outside of it is spoken. A sentence
 * spoken before it opened is not repeated in it.
 */
export function LiveRegions() {
  const now = useSyncExternalStore(onSpeechChange, currentSpeech, currentSpeech);
  const [before] = useState(now);
  return (
    <>
      <div className="hidden" role="status" aria-live="polite">
        {now.polite !== before.polite && now.polite}
      </div>
      <div className="hidden" role="alert" aria-live="assertive">
        {now.assertive !== before.assertive && now.assertive}
      </div>
    </>
  );
}

const isTextInput = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !/^(checkbox|radio|range|button)$/u.test(target.type));

export function Announcer() {
  useFocusRestorer();
  useEffect(() => {
    const typed = (event: Event) => isTextInput(event.target) && noteTyping();
    document.addEventListener('input', typed);
    return () => document.removeEventListener('input', typed);
  }, []);
  return <LiveRegions />;
}
