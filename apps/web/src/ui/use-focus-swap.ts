/**
 * Moves the focus when a button is replaced by a form and back, or one part by another. The ref is
 * on what holds them, as it is afterwards; the first control in it (or what is marked `data-first`
 * before it) gets the focus.
 */
import { type RefObject, useEffect, useRef } from 'react';

const focusable = '[data-first], input, select, textarea, button';

export function useFocusSwap<E extends HTMLElement>(
  open: boolean | string | null,
): RefObject<E | null> {
  const holder = useRef<E>(null);
  const before = useRef(open);
  useEffect(() => {
    if (before.current === open) return;
    before.current = open;
    holder.current?.querySelector<HTMLElement>(focusable)?.focus();
  }, [open]);
  return holder;
}
