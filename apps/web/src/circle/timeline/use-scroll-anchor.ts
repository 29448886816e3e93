/**
 * Keeps the scroll position of the message list. Within 80 px of the end, new messages keep the
 * end in sight; elsewhere nothing moves, also when an earlier page is added above. The browser's
 * own anchoring fails at the very top and differs between browsers, so a row is measured before
 * and after each change.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const pinnedWithin = 80;

export interface ScrollEnd {
  /** Whether the end is in sight. */
  readonly atEnd: boolean;
  readonly setAtEnd: (atEnd: boolean) => void;
  /** The same, for event handlers: new messages keep the end in sight. */
  readonly pinned: RefObject<boolean>;
  readonly scrollToEnd: () => void;
}

export function useScrollEnd(list: RefObject<HTMLElement | null>): ScrollEnd {
  const [atEnd, setAtEnd] = useState(true);
  const pinned = useRef(true);

  const scrollToEnd = useCallback(() => {
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

  return { atEnd, setAtEnd, pinned, scrollToEnd };
}

/** A message, by its id: an earlier page may put it into another card. */
interface AnchoredMessage {
  readonly id: string;
  readonly top: number;
}

/** The first message in sight. Chunks above it are not laid out for this. */
function firstVisibleMessage(list: HTMLElement): HTMLElement | undefined {
  const { top } = list.getBoundingClientRect();
  const isBelow = (each: Element) => each.getBoundingClientRect().bottom > top;
  for (const chunk of list.querySelectorAll('ol')) {
    if (!isBelow(chunk)) continue;
    const found = [...chunk.querySelectorAll<HTMLElement>('[data-message]')].find(isBelow);
    if (found) return found;
  }
  return undefined;
}

const messageElement = (list: HTMLElement, id: string): HTMLElement | null =>
  list.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);

interface ScrollAnchorOptions extends Pick<ScrollEnd, 'pinned' | 'setAtEnd'> {
  /** What scrolls. */
  readonly list: RefObject<HTMLElement | null>;
  /** The rows inside it. */
  readonly rows: RefObject<HTMLElement | null>;
  /** Changes whenever what is shown does. */
  readonly content: unknown;
}

/** Returns the handler of the scroll event. */
export function useScrollAnchor(options: ScrollAnchorOptions): () => void {
  const { list, rows, content, pinned, setAtEnd } = options;
  const anchor = useRef<AnchoredMessage | null>(null);

  const note = useCallback(() => {
    const seen = list.current && firstVisibleMessage(list.current);
    const id = seen?.dataset.message;
    anchor.current = seen && id ? { id, top: seen.getBoundingClientRect().top } : null;
  }, [list]);

  const onScroll = useCallback(() => {
    const element = list.current;
    if (!element) return;
    pinned.current = element.scrollHeight - element.scrollTop - element.clientHeight < pinnedWithin;
    setAtEnd(pinned.current);
    note();
  }, [list, note, pinned, setAtEnd]);

  const keepAnchor = useCallback(() => {
    const kept = anchor.current;
    const seen = kept && list.current && messageElement(list.current, kept.id);
    if (list.current && seen) {
      list.current.scrollTop += seen.getBoundingClientRect().top - kept.top;
    }
    note();
  }, [list, note]);
  const keepEnd = useCallback(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
    note();
  }, [list, note]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: after every change of the content
  useLayoutEffect(() => {
    if (pinned.current) keepEnd();
    else keepAnchor();
  }, [content, pinned, keepEnd, keepAnchor]);
  // The list itself grows and shrinks with the keyboard, the composer and the turn card.
  useResize(list, () => (pinned.current ? keepEnd() : note()));
  // A chunk takes its true height when it comes near the visible part; what is opened in a row,
  // below the first message in sight, moves nothing.
  useResize(rows, keepAnchor);

  return onScroll;
}

/** Calls the latest `onResize` after each change of the size, before it is painted. */
function useResize(target: RefObject<HTMLElement | null>, onResize: () => void): void {
  const latest = useRef(onResize);
  latest.current = onResize;
  useEffect(() => {
    const element = target.current;
    if (!element) return;
    const observer = new ResizeObserver(() => latest.current());
    observer.observe(element);
    return () => observer.disconnect();
  }, [target]);
}
