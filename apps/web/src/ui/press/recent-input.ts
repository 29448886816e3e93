/** The form in which a person typed or chose something a moment ago (PRS-1). */

import { blockMs } from './blocked-controls.ts';
import { formOf, layerOf } from './controls.ts';

let lastInputArea: Element | null = null;
let lastInputAt = Number.NEGATIVE_INFINITY;

/** Listens to `input` and `change`. */
export function recordInput({ target }: Event): void {
  if (!(target instanceof Element)) return;
  lastInputArea = formOf(target) ?? layerOf(target);
  lastInputAt = performance.now();
}

/** Null without input in the last half second, or when it was outside of a form. */
export const recentInputArea = (): Element | null =>
  performance.now() - lastInputAt < blockMs ? lastInputArea : null;

/** A list of rows in a form changes by itself too, so its rows are never one's own change. */
export function isInOwnArea(control: Element, ...owned: readonly (Element | null)[]): boolean {
  const row = control.closest('[data-row]');
  return owned.some(
    (own) =>
      own !== null &&
      (own.contains(control) || formOf(control) === own) &&
      (row === null || row.contains(own)),
  );
}
