/**
 * Tracks where a person interacts: the element under the mouse, under a current or recent touch,
 * and with the keyboard focus. All lists share one set of listeners, so that none misses the end
 * of a touch or the pointer leaving the window (PRS-1).
 */

/** How long a list stays unchanged after a touch, in ms, for the second tap of two. */
const touchHoldMs = 600;

let hoveredElement: Element | null = null;
let lastPoint = { x: 0, y: 0 };
let touchedElement: Element | null = null;
let usesKeyboard = false;
let touchTimer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function notify(): void {
  for (const listener of listeners) listener();
}

const elementOf = ({ target }: Event): Element | null =>
  target instanceof Element ? target : null;

function onPointer(event: PointerEvent): void {
  if (event.pointerType === 'touch') return;
  const over = elementOf(event);
  lastPoint = { x: event.clientX, y: event.clientY };
  if (over === hoveredElement) return;
  hoveredElement = over;
  notify();
}

function onDown(event: PointerEvent): void {
  usesKeyboard = false;
  if (event.pointerType === 'touch') {
    clearTimeout(touchTimer);
    touchedElement = elementOf(event);
    lastPoint = { x: event.clientX, y: event.clientY };
  }
  notify();
}

function onTouchEnd(event: PointerEvent): void {
  if (event.pointerType !== 'touch') return;
  clearTimeout(touchTimer);
  touchTimer = setTimeout(endTouch, touchHoldMs);
}

function endTouch(): void {
  touchedElement = null;
  notify();
}

/** The pointer left the window, or the window lost the focus. */
function endInteraction(): void {
  clearTimeout(touchTimer);
  hoveredElement = null;
  touchedElement = null;
  notify();
}

function onOut(event: PointerEvent): void {
  if (event.pointerType !== 'touch' && event.relatedTarget === null) endInteraction();
}

function onKeys(): void {
  if (usesKeyboard) return;
  usesKeyboard = true;
  notify();
}

/** A press without a pointer: by a key, a screen reader, a voice. */
function onClick(event: MouseEvent): void {
  if (event.detail === 0) onKeys();
}

/** Starts listening; returns the function that stops it. Called once, before the screens start. */
export function trackInteraction(): () => void {
  const stop = new AbortController();
  const options = { capture: true, passive: true, signal: stop.signal } as const;
  document.addEventListener('pointerover', onPointer, options);
  document.addEventListener('pointermove', onPointer, options);
  document.addEventListener('pointerout', onOut, options);
  document.addEventListener('pointerdown', onDown, options);
  document.addEventListener('pointerup', onTouchEnd, options);
  document.addEventListener('pointercancel', onTouchEnd, options);
  document.addEventListener('keydown', onKeys, options);
  document.addEventListener('click', onClick, options);
  document.addEventListener('focusin', notify, options);
  document.addEventListener('focusout', () => queueMicrotask(notify), options);
  document.addEventListener('visibilitychange', endInteraction, options);
  window.addEventListener('blur', endInteraction, options);
  return () => stop.abort();
}

export function onInteractionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The element under the pointer can have moved. */
const currentElement = (element: Element | null): Element | null =>
  element && !element.isConnected ? document.elementFromPoint(lastPoint.x, lastPoint.y) : element;

/** True while a person interacts with something inside `area`. */
export function isInteractingWith(area: Element | null): boolean {
  if (!area) return false;
  hoveredElement = currentElement(hoveredElement);
  touchedElement = currentElement(touchedElement);
  if (area.contains(hoveredElement) || area.contains(touchedElement)) return true;
  return usesKeyboard && document.hasFocus() && area.contains(document.activeElement);
}
