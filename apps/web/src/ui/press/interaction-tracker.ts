/**
 * Where a person is on the page just now: what the mouse rests on, what a finger touches or
 * touched a moment ago, and what has the focus of the keyboard. One set of listeners for all
 * lists, so that none can miss the end of a touch or the window losing the pointer (PRS-1).
 */

/** Milliseconds that a list stays as it is after a finger left it: the second tap of two. */
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

/** The pointer left the window, or the window is not looked at any more. */
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

/** Starts listening; gives the way to stop. Called once, before the screens are there. */
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

/** What was under the pointer may have gone from under it. */
const currentElement = (element: Element | null): Element | null =>
  element && !element.isConnected ? document.elementFromPoint(lastPoint.x, lastPoint.y) : element;

/** Whether a person is at something inside of `area` now. */
export function isInteractingWith(area: Element | null): boolean {
  if (!area) return false;
  hoveredElement = currentElement(hoveredElement);
  touchedElement = currentElement(touchedElement);
  if (area.contains(hoveredElement) || area.contains(touchedElement)) return true;
  return usesKeyboard && document.hasFocus() && area.contains(document.activeElement);
}
