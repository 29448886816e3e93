/**
 * Where a person is on the page just now: what the mouse rests on, what a finger touches or
 * touched a moment ago, and what has the focus of the keyboard. One set of listeners for all
 * lists, so that none can miss the end of a touch or the window losing the pointer (PRS-1).
 */

/** Milliseconds that a list stays as it is after a finger left it: the second tap of two. */
const afterTouch = 600;

let pointed: Element | null = null;
let point = { x: 0, y: 0 };
let touched: Element | null = null;
let byKeys = false;
let touchEnds: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

const elementOf = ({ target }: Event): Element | null =>
  target instanceof Element ? target : null;

function onPointer(event: PointerEvent): void {
  if (event.pointerType === 'touch') return;
  const over = elementOf(event);
  point = { x: event.clientX, y: event.clientY };
  if (over === pointed) return;
  pointed = over;
  tell();
}

function onDown(event: PointerEvent): void {
  byKeys = false;
  if (event.pointerType === 'touch') {
    clearTimeout(touchEnds);
    touched = elementOf(event);
    point = { x: event.clientX, y: event.clientY };
  }
  tell();
}

function onTouchEnd(event: PointerEvent): void {
  if (event.pointerType !== 'touch') return;
  clearTimeout(touchEnds);
  touchEnds = setTimeout(leaveTouch, afterTouch);
}

function leaveTouch(): void {
  touched = null;
  tell();
}

/** The pointer left the window, or the window is not looked at any more. */
function leave(): void {
  clearTimeout(touchEnds);
  pointed = null;
  touched = null;
  tell();
}

function onOut(event: PointerEvent): void {
  if (event.pointerType !== 'touch' && event.relatedTarget === null) leave();
}

function onKeys(): void {
  if (byKeys) return;
  byKeys = true;
  tell();
}

/** A press without a pointer: by a key, a screen reader, a voice. */
function onClick(event: MouseEvent): void {
  if (event.detail === 0) onKeys();
}

/** Starts listening; gives the way to stop. Called once, before the screens are there. */
export function followAttention(): () => void {
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
  document.addEventListener('focusin', tell, options);
  document.addEventListener('focusout', () => queueMicrotask(tell), options);
  document.addEventListener('visibilitychange', leave, options);
  window.addEventListener('blur', leave, options);
  return () => stop.abort();
}

export function onAttention(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was under the pointer may have gone from under it. */
const present = (element: Element | null): Element | null =>
  element && !element.isConnected ? document.elementFromPoint(point.x, point.y) : element;

/** Whether a person is at something inside of `area` now. */
export function isAttended(area: Element | null): boolean {
  if (!area) return false;
  pointed = present(pointed);
  touched = present(touched);
  if (area.contains(pointed) || area.contains(touched)) return true;
  return byKeys && document.hasFocus() && area.contains(document.activeElement);
}
