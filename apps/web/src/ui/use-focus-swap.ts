/**
 * For a button that gives way to a form and comes back: the focus goes along. The ref goes
 * on what holds both; what is first in it (or marked `data-first`) gets the focus.
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
