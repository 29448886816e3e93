/** The controls that take no press just now, marked `data-held` (PRS-1). */
import { elementAt, placeOf } from './controls.ts';
import { contains, type Point } from './places.ts';

/** Milliseconds. Two presses of an unsteady hand are closer together; a decision takes longer. */
export const hold = 500;

/**
 * `place`: another control was there. `under`: it came under the resting mouse, or was given the
 * focus. `meaning`: it does something else than before. `pressed`: it, or its row, was pressed.
 */
export type Why = 'place' | 'under' | 'meaning' | 'pressed';

interface Held {
  readonly why: Why;
  /** `performance.now()` when it takes presses again. */
  readonly until: number;
}

const held = new Map<Element, Held>();

/** Why it takes no press; null when it does. */
export function whyHeld(element: Element): Why | null {
  const found = held.get(element);
  return found && found.until > performance.now() ? found.why : null;
}

export function release(element: Element): void {
  held.delete(element);
  element.removeAttribute('data-held');
}

/** `since`: when what it is held for happened, in ms of `performance.now()`. */
export function holdBack(element: Element, why: Why, since = performance.now()): void {
  const until = since + hold;
  const before = held.get(element);
  if (until <= performance.now() || (before && before.until > until)) return;
  held.set(element, { why, until });
  element.setAttribute('data-held', why);
  setTimeout(() => {
    if ((held.get(element)?.until ?? 0) <= until) release(element);
  }, until - performance.now());
}

/** What is held at a point. The browser looks through it, to what it lies in. */
export function heldAt(point: Point): Element | null {
  const top = elementAt(point);
  for (const element of held.keys()) {
    if (top?.contains(element) && contains(placeOf(element), point)) return element;
  }
  return null;
}
