/** Finds the controls of the page with their meaning and place (PRS-1). */
import type { Control, ControlRect, Controls, Point } from './control-geometry.ts';

export const pressable = [
  ...['button', 'a[href]', 'summary', 'select', 'input[type="checkbox"]', 'input[type="radio"]'],
].join(',');
const layers = 'dialog[open], [popover]';

/** Support and Leave now: they are never blocked. */
export const isAlwaysPressable = (element: Element | null): boolean =>
  element?.matches('[data-always]') ?? false;

export const controlOf = (target: EventTarget | null): Element | null => {
  const element = target instanceof Element ? target : null;
  return element?.closest(pressable) ?? element?.closest('label')?.control ?? null;
};

/** The form it belongs to, also where it lies outside of it. */
export const formOf = (element: Element | null): Element | null =>
  element instanceof HTMLButtonElement || element instanceof HTMLInputElement
    ? element.form
    : (element?.closest('form') ?? null);

/** The dialog or popover it is in; null for the page. */
export const layerOf = (element: Element): Element | null => element.closest(layers);

/** Digits count something; they do not change what a press does. */
const meaningOf = (element: Element): string =>
  element.getAttribute('data-means') ??
  (element.getAttribute('aria-label') ?? element.textContent ?? '').replaceAll(/\d+/gu, '');

/** In pixels of the page, so that scrolling it moves nothing. */
export function placeOf(element: Element): ControlRect {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const { scrollX: x, scrollY: y } = window;
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}

export const pointOf = ({ clientX, clientY }: MouseEvent): Point => ({
  x: clientX + scrollX,
  y: clientY + scrollY,
});

export const elementAt = ({ x, y }: Point): Element | null =>
  document.elementFromPoint(x - scrollX, y - scrollY);

/** The tags of all controls. These collections are live, so the browser searches once a change. */
const controlTags = ['button', 'a', 'summary', 'select', 'input'] as const;

/** All controls except those that are never blocked. */
export function measureControls(): Controls<Element> {
  const found = new Map<Element, Control>();
  const tagged = controlTags.flatMap((tag) => [...document.getElementsByTagName(tag)]);
  for (const element of tagged) {
    if (!element.matches(pressable) || isAlwaysPressable(element)) continue;
    // Measuring elements far above would force their layout.
    if (!element.checkVisibility({ contentVisibilityAuto: true })) continue;
    const place = placeOf(element);
    if (place.right === place.left) continue;
    found.set(element, { rect: place, meaning: meaningOf(element), layer: layerOf(element) });
  }
  return found;
}
