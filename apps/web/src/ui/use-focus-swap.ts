/**
 * Moves the focus when a button is replaced by a form and back. The ref is on the parent of both;
 * the first control in it (or the one marked `data-first`) gets the focus.
 */
import { type RefObject, useEffect, useRef } from 'react';

const focusable = '[data-first], input, select, textarea, button';

export function useFocusSwap<E extends HTMLElement>(open: boolean): RefObject<E | null> {
  const holder = useRef<E>(null);
  const before = useRef(open);
  useEffect(() => {
    if (before.current === open) return;
    before.current = open;
    holder.current?.querySelector<HTMLElement>(focusable)?.focus();
  }, [open]);
  return holder;
}
