/** The controls that are blocked now, marked `data-held` (PRS-1). */

import { contains, type Point } from './control-geometry.ts';
import { placeOf } from './controls.ts';

/** Milliseconds. Two presses of an unsteady hand are closer together; a decision takes longer. */
export const blockMs = 500;

/**
 * `place`: another control was there. `under`: it came under the resting mouse, or was given the
 * focus. `meaning`: it does something else than before. `pressed`: it, or its row, was pressed.
 */
export type BlockReason = 'place' | 'under' | 'meaning' | 'pressed';

interface BlockedControl {
  readonly reason: BlockReason;
  /** The end of the block, on the clock of `performance.now()`. */
  readonly until: number;
}

const blockedControls = new Map<Element, BlockedControl>();

/** Why the control is blocked; null when it is not. */
export function blockReason(element: Element): BlockReason | null {
  const found = blockedControls.get(element);
  return found && found.until > performance.now() ? found.reason : null;
}

export function unblock(element: Element): void {
  blockedControls.delete(element);
  element.removeAttribute('data-held');
}

/** One timer for all controls: a new row of a list can block many at once. */
let check: { readonly timer: ReturnType<typeof setTimeout>; readonly at: number } | null = null;

/** `at`: on the clock of `performance.now()`. */
function checkAt(at: number): void {
  if (check && check.at <= at) return;
  clearTimeout(check?.timer);
  check = { at, timer: setTimeout(unblockDue, at - performance.now()) };
}

function unblockDue(): void {
  check = null;
  const now = performance.now();
  for (const [element, { until }] of blockedControls) {
    if (until <= now) unblock(element);
    else checkAt(until);
  }
}

/** `since`: when what it is held for happened, in ms of `performance.now()`. */
export function block(element: Element, why: BlockReason, since = performance.now()): void {
  const until = since + blockMs;
  const before = blockedControls.get(element);
  if (until <= performance.now() || (before && before.until > until)) return;
  blockedControls.set(element, { reason: why, until });
  if (before?.reason !== why) element.setAttribute('data-held', why);
  checkAt(until);
}

/** The blocked control at a point, over `top`, the element there; `elementFromPoint` ignores it. */
export function blockedAt(point: Point, top: Element | null): Element | null {
  for (const element of blockedControls.keys()) {
    if (top?.contains(element) && contains(placeOf(element), point)) return element;
  }
  return null;
}
