/**
 * Spread onto a button beside a field that someone writes in: a tap or click on it leaves the focus
 * where it is, so that a phone's keyboard stays open and the text can go on. By the keyboard the
 * button can be reached as ever.
 */
import type { MouseEvent } from 'react';

export const keepsFocus = {
  // The focus moves by the default of this event alone; the click comes all the same.
  onMouseDown: (event: MouseEvent) => event.preventDefault(),
} as const;
