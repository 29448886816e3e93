/**
 * Keeps the scroll position of the message list. Within 80 px of the end, new messages keep the
 * end in sight; elsewhere nothing moves, also when an earlier page is added above. The browser's
 * own anchoring fails at the very top and differs between browsers, so a row is measured before
 * and after each change.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { messageElementIn } from './message-element.ts';

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

/** A message in sight, and the scroll position at which it was measured. */
interface AnchoredMessage {
  readonly element: HTMLElement;
  readonly top: number;
  readonly scrollTop: number;
}

/**
 * The first message in sight. The search begins at the end, where most readers are, so that chunks
 * far above are neither looked at nor laid out.
 */
function firstVisibleMessage(list: HTMLElement, rows: HTMLElement): HTMLElement | undefined {
  const { top } = list.getBoundingClientRect();
  const isBelow = (each: Element) => each.getBoundingClientRect().bottom > top;
  let chunk = rows.lastElementChild;
  while (chunk?.previousElementSibling && isBelow(chunk.previousElementSibling)) {
    chunk = chunk.previousElementSibling;
  }
  for (; chunk; chunk = chunk.nextElementSibling) {
    const found = [...chunk.querySelectorAll<HTMLElement>('[data-message]')].find(isBelow);
    if (found) return found;
  }
  return undefined;
}

/** An earlier page may put a message into another card: then its element is another one. */
const currentElement = (list: HTMLElement, { element }: AnchoredMessage): HTMLElement | null =>
  element.isConnected ? element : messageElementIn(list, element.dataset.message ?? '');

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
    if (!list.current || !rows.current) return;
    const { scrollTop } = list.current;
    const element = firstVisibleMessage(list.current, rows.current);
    anchor.current = element
      ? { element, top: element.getBoundingClientRect().top, scrollTop }
      : null;
  }, [list, rows]);

  const onScroll = useCallback(() => {
    const element = list.current;
    if (!element) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    pinned.current = scrollHeight - scrollTop - clientHeight < pinnedWithin;
    setAtEnd(pinned.current);
    // It was measured there when a new message kept the end in sight.
    if (anchor.current?.scrollTop !== scrollTop) note();
  }, [list, note, pinned, setAtEnd]);

  const keepAnchor = useCallback(() => {
    const kept = anchor.current;
    const seen = kept && list.current && currentElement(list.current, kept);
    const moved = seen ? seen.getBoundingClientRect().top - kept.top : 0;
    if (list.current && moved !== 0) list.current.scrollTop += moved;
    if (moved !== 0 || seen !== kept?.element) note();
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
