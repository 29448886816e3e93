/** F6 moves the focus from the bar to the messages, to the composer, and around. */
import { type RefObject, useEffect } from 'react';
import { focusableMessageIn } from './timeline/use-message-focus.ts';

export function useLandmarkKeys(
  heading: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  field: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      const landmarks = [
        heading.current,
        list.current && focusableMessageIn(list.current),
        field.current,
        document.querySelector<HTMLElement>('aside button, aside input'),
      ].filter((landmark) => landmark !== null);
      const current = landmarks.findIndex((landmark) =>
        landmark.isSameNode(document.activeElement),
      );
      landmarks.at((current + (event.shiftKey ? -1 : 1)) % landmarks.length)?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [heading, list, field]);
}
