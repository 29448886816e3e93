/** Finds the controls of the page with their meaning and place (PRS-1). */
import {
  type Control,
  type ControlRect,
  type Controls,
  overlap,
  type Point,
} from './control-geometry.ts';

export const pressable = [
  ...['button', 'a[href]', 'summary', 'select', 'input[type="checkbox"]', 'input[type="radio"]'],
].join(',');
const layers = 'dialog[open], [popover]';
/** The rows of lists that change by themselves. */
export const rowSelector = '[data-row]';

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

/** In pixels of the page, so that scrolling it moves nothing. `origin`: of the visible part. */
export function placeOf(
  element: Element,
  { left: x, top: y }: Pick<ControlRect, 'left' | 'top'> = { left: scrollX, top: scrollY },
): ControlRect {
  const { left, top, right, bottom } = element.getBoundingClientRect();
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

/** The visible part of the page, in its pixels. */
const visiblePart = (): ControlRect => ({
  ...{ left: scrollX, top: scrollY, right: scrollX + innerWidth, bottom: scrollY + innerHeight },
});

/**
 * All controls except those that are never blocked. Those outside of the window have no place,
 * except in lists that change by themselves: there a screen reader can press them.
 */
export function measureControls(): Controls<Element> {
  const found = new Map<Element, Control>();
  const visible = visiblePart();
  const tagged = controlTags.flatMap((tag) => [...document.getElementsByTagName(tag)]);
  for (const element of tagged) {
    if (!element.matches(pressable) || isAlwaysPressable(element)) continue;
    // Measuring elements far above would force their layout.
    if (!element.checkVisibility({ contentVisibilityAuto: true })) continue;
    const place = placeOf(element, visible);
    if (place.right === place.left) continue;
    const canBePressed = overlap(place, visible) || element.closest(rowSelector) !== null;
    const rect = canBePressed ? place : null;
    found.set(element, { rect, meaning: meaningOf(element), layer: layerOf(element) });
  }
  return found;
}
