/**
 * Keeps the scroll position of the message list. Within 80 px of the end, new messages keep the
 * end in sight; elsewhere nothing moves, also when an earlier page is added above. The browser's
 * own anchoring fails at the very top and differs between browsers, so a row is measured before
 * and after each change.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const pinnedWithin = 80;

export interface ScrollAnchor {
  /** Whether the end is in sight. */
  readonly atEnd: boolean;
  readonly onScroll: () => void;
  readonly scrollToEnd: () => void;
}

/** A message, by its id: an earlier page may put it into another card. */
interface AnchoredMessage {
  readonly id: string;
  readonly top: number;
}

const messageElements = (list: HTMLElement) => [
  ...list.querySelectorAll<HTMLElement>('[data-message]'),
];

/** `content` changes whenever what is shown does. */
export function useScrollAnchor(
  list: RefObject<HTMLElement | null>,
  content: unknown,
): ScrollAnchor {
  const [atEnd, setAtEnd] = useState(true);
  const pinned = useRef(true);
  const anchor = useRef<AnchoredMessage | null>(null);

  const note = useCallback(() => {
    const element = list.current;
    if (!element) return;
    const top = element.getBoundingClientRect().top;
    const seen = messageElements(element).find((each) => each.getBoundingClientRect().bottom > top);
    const id = seen?.dataset.message;
    anchor.current = seen && id ? { id, top: seen.getBoundingClientRect().top } : null;
  }, [list]);

  const onScroll = useCallback(() => {
    const element = list.current;
    if (!element) return;
    pinned.current = element.scrollHeight - element.scrollTop - element.clientHeight < pinnedWithin;
    setAtEnd(pinned.current);
    note();
  }, [list, note]);

  const toEnd = useCallback(() => {
    const element = list.current;
    if (!element) return;
    pinned.current = true;
    setAtEnd(true);
    element.scrollTop = element.scrollHeight;
    // Rows that were not laid out yet take their true height only now.
    requestAnimationFrame(() => {
      if (pinned.current) element.scrollTop = element.scrollHeight;
    });
  }, [list]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: after every change of the content
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const kept = anchor.current;
    if (pinned.current) element.scrollTop = element.scrollHeight;
    else if (kept) {
      const seen = messageElements(element).find((each) => each.dataset.message === kept.id);
      if (seen) element.scrollTop += seen.getBoundingClientRect().top - kept.top;
    }
    note();
  }, [content, list, note]);

  // The list itself grows and shrinks with the keyboard, the composer and the turn card.
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (pinned.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [list]);

  return { atEnd, onScroll, scrollToEnd: toEnd };
}
