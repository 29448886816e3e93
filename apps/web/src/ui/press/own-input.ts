/** The form in which a person typed or chose something a moment ago (PRS-1). */
import { formOf, layerOf } from './controls.ts';
import { hold } from './held.ts';

let area: Element | null = null;
let at = Number.NEGATIVE_INFINITY;

/** Listens to `input` and `change`. */
export function noteOwn({ target }: Event): void {
  if (!(target instanceof Element)) return;
  area = formOf(target) ?? layerOf(target);
  at = performance.now();
}

/** Null when nobody typed or chose within the last half second, or it was outside of a form. */
export const ownArea = (): Element | null => (performance.now() - at < hold ? area : null);

/** A list of rows in a form changes by itself too, so its rows are never one's own change. */
export function isOwn(control: Element, ...owned: readonly (Element | null)[]): boolean {
  const row = control.closest('[data-row]');
  return owned.some(
    (own) =>
      own !== null &&
      (own.contains(control) || formOf(control) === own) &&
      (row === null || row.contains(own)),
  );
}
