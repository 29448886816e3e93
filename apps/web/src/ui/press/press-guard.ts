/**
 * A press acts on what it was meant for (PRS-1). The one guard of all presses: by mouse, finger
 * and key, and those that a screen reader makes without any of them.
 *
 * After every change of the page it measures the controls. A control that now lies where another
 * one lay, that came under the resting pointer or under the place of the last press, or that
 * means something else than before, takes no press for `hold` ms. It is marked `data-held`
 * meanwhile. What is `data-always`, the support and the way out, always takes presses.
 */
import { type Control, type Controls, contains, displaced, type Point, renamed } from './places.ts';

/** Milliseconds. Two presses of an unsteady hand are closer together; a decision takes longer. */
const hold = 500;
/** Pixels between two presses that count as one place. */
const near = 24;

const pressable = [
  ...['button', 'a[href]', 'summary', 'select', 'input[type="checkbox"]', 'input[type="radio"]'],
  ...['[role="button"]', '[role="tab"]', '[role="menuitem"]'],
].join(',');
const always = '[data-always]';
const row = '[data-row]';
const layers = 'dialog[open], [popover]';

type Why = 'place' | 'meaning' | 'pressed';

interface Held {
  readonly why: Why;
  /** `performance.now()` when it takes presses again. */
  readonly until: number;
}

interface Pressed {
  readonly element: Element;
  /** The list of rows it was in. */
  readonly list: Element | null;
  /** Null for a press without a pointer. */
  readonly point: Point | null;
  readonly at: number;
}

let measured: Controls<Element> = new Map();
const held = new Map<Element, Held>();
let changed = false;
let frame = 0;
/** Where the mouse rests; null when there is none, or it is outside of the window. */
let resting: Point | null = null;
let under: Element | null = null;
let pressed: Pressed | null = null;
/** A press that began where none is taken stays one, however long it lasts. */
let begunHeld = false;
/** The last control that the page, and not the person, gave the focus. */
let givenFocus: Element | null = null;
/** When the person last moved the focus. */
let ownMove = 0;
let repeats = false;
/** A press on a label is followed by one on its control, which is the same press. */
let forwarded: Element | null = null;

const isByPointer = (event: MouseEvent): boolean =>
  event.detail > 0 || (event instanceof PointerEvent && event.pointerType !== '');

const controlOf = (target: EventTarget | null): Element | null => {
  const element = target instanceof Element ? target : null;
  return element?.closest(pressable) ?? element?.closest('label')?.control ?? null;
};

/** Digits count something; they do not change what a press does. */
const meaningOf = (element: Element): string =>
  element.getAttribute('data-means') ??
  (element.getAttribute('aria-label') ?? element.textContent ?? '').replaceAll(/\d+/gu, '');

function measure(): Controls<Element> {
  const found = new Map<Element, Control>();
  for (const element of document.querySelectorAll(pressable)) {
    if (element.matches(always)) continue;
    // Asking for the place of what is far above would lay all of it out.
    if (!element.checkVisibility({ contentVisibilityAuto: true })) continue;
    const place = element.getBoundingClientRect();
    const seen = place.bottom > 0 && place.top < innerHeight && place.right > place.left;
    if (seen) found.set(element, { place, means: meaningOf(element), layer: layerOf(element) });
  }
  return found;
}

const layerOf = (element: Element): Element | null => element.closest(layers);

function isHeld(element: Element | null): Held | null {
  const found = element && held.get(element);
  return found && found.until > performance.now() ? found : null;
}

function holdBack(element: Element, why: Why): void {
  const until = performance.now() + hold;
  held.set(element, { why, until });
  element.setAttribute('data-held', why);
  setTimeout(() => {
    if ((held.get(element)?.until ?? 0) > until) return;
    held.delete(element);
    element.removeAttribute('data-held');
  }, hold);
}

/** The control that a press at this point would reach, held or not. */
function controlAt(point: Point): Element | null {
  const top = document.elementFromPoint(point.x, point.y);
  for (const element of held.keys()) {
    // The browser looks through what is held, to what that lies in.
    if (top?.contains(element) && contains(element.getBoundingClientRect(), point)) return element;
  }
  const control = controlOf(top);
  return control?.matches(always) ? null : control;
}

/** Compares the page with how it was, after something changed. */
function compare(): void {
  cancelAnimationFrame(frame);
  changed = false;
  const before = measured;
  measured = measure();
  for (const element of displaced(before, measured)) holdBack(element, 'place');
  for (const element of renamed(before, measured)) holdBack(element, 'meaning');
  if (resting) {
    const now = controlAt(resting);
    if (now && now !== under) holdBack(now, 'place');
    under = now;
  }
  const last = recent();
  if (!last?.point) return;
  const now = controlAt(last.point);
  if (now && now !== last.element && !isHeld(now)) holdBack(now, 'place');
}

const recent = (): Pressed | null =>
  pressed && performance.now() - pressed.at < hold ? pressed : null;

function onChange(records: readonly MutationRecord[]): void {
  if (records.every(({ attributeName }) => attributeName === 'data-held')) return;
  plan();
}

function plan(): void {
  if (changed) return;
  changed = true;
  frame = requestAnimationFrame(compare);
}

/** What one scrolls oneself moves on purpose. With a change in the same moment it is compared. */
function onScroll(): void {
  if (changed) return;
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    if (changed) return;
    measured = measure();
    if (resting) under = controlAt(resting);
    if (pressed) pressed = { ...pressed, point: null };
  });
}

function onMove(event: PointerEvent): void {
  if (event.pointerType === 'touch') return;
  const { clientX: x, clientY: y } = event;
  // A browser tells of a move too when the page moved and the mouse did not.
  if (resting?.x === x && resting.y === y) return;
  if (changed) compare();
  resting = { x, y };
  under = controlAt(resting);
}

function onOut(event: PointerEvent): void {
  if (event.relatedTarget === null) resting = null;
}

function onKeyDown(event: KeyboardEvent): void {
  repeats = event.repeat;
  // Tab, arrows, Home, F6: the person moves the focus. Enter and Space press.
  if (event.key !== 'Enter' && event.key !== ' ') ownMove = performance.now();
}

function onFocus(event: FocusEvent): void {
  const to = event.target instanceof Element ? event.target : null;
  const last = recent();
  givenFocus = null;
  if (!to?.matches(pressable) || to.matches(always) || !last || last.element === to) return;
  if (performance.now() - ownMove < 100) return;
  givenFocus = to;
  holdBack(to, 'place');
}

function onDown(event: PointerEvent): void {
  ownMove = performance.now();
  begunHeld = !mayPress(event, controlOf(event.target));
}

/** Whether a press there, now, can be meant for what it would reach. */
function mayPress(event: MouseEvent, control: Element | null): boolean {
  if (changed) compare();
  if (control?.matches(always)) return true;
  if (!isByPointer(event)) return control === null || mayPressByKey(control);
  const point = { x: event.clientX, y: event.clientY };
  const reached = controlAt(point) ?? control;
  if (isHeld(reached) || isHeld(control)) return false;
  const last = recent();
  if (!last?.point || !reached || reached === last.element) return true;
  return Math.hypot(last.point.x - point.x, last.point.y - point.y) > near;
}

/**
 * What has the focus, or is sent by Enter in a field of its form, may move and is still meant.
 * A press without focus and place, as screen readers make it, may mean any row of a list that
 * was pressed a moment ago.
 */
function mayPressByKey(control: Element): boolean {
  const why = isHeld(control)?.why;
  const at = document.activeElement;
  const meant =
    at === control || (at !== null && formOf(at) !== null && formOf(at) === formOf(control));
  const last = recent();
  if (!meant && last?.list && last.list === listOf(control)) return false;
  return !why || (why === 'place' && meant && givenFocus !== control);
}

const listOf = (element: Element): Element | null => element.closest(row)?.parentElement ?? null;
const formOf = (element: Element): Element | null => element.closest('form');

function onClick(event: MouseEvent): void {
  const control = controlOf(event.target);
  if (control && control === forwarded) {
    forwarded = null;
    return;
  }
  const byPointer = isByPointer(event);
  const stopped = byPointer
    ? begunHeld || !mayPress(event, control)
    : (control !== null && repeats) || !mayPress(event, control);
  begunHeld = false;
  if (stopped) {
    console.log(
      'STOPPED',
      control?.outerHTML.slice(0, 200),
      begunHeld,
      JSON.stringify([...held].map(([e, h]) => [e.textContent, h])),
      recent()?.element.textContent,
    );
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (control && !control.matches(always)) {
    accept(event, control);
  }
}

function accept(event: MouseEvent, control: Element): void {
  const point = isByPointer(event) ? { x: event.clientX, y: event.clientY } : null;
  pressed = { element: control, list: listOf(control), point, at: performance.now() };
  if (event.target instanceof Element && !control.contains(event.target)) {
    forwarded = control;
    setTimeout(() => {
      forwarded = null;
    });
  }
  for (const each of control.closest(row)?.querySelectorAll(pressable) ?? []) {
    if (layerOf(each) === layerOf(control)) holdBack(each, 'pressed');
  }
}

/** Starts guarding; called once, before the screens are there. Gives the way to stop. */
export function guardPresses(): () => void {
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal } as const;
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, {
    ...{ subtree: true, childList: true, characterData: true, attributes: true },
  });
  // On the window, before every other listener.
  window.addEventListener('pointermove', onMove, options);
  window.addEventListener('pointerout', onOut, options);
  window.addEventListener('pointerdown', onDown, options);
  window.addEventListener('click', onClick, options);
  window.addEventListener('keydown', onKeyDown, options);
  window.addEventListener(
    'keyup',
    () => {
      repeats = false;
    },
    options,
  );
  window.addEventListener('focusin', onFocus, options);
  window.addEventListener('scroll', onScroll, options);
  window.addEventListener('resize', plan, options);
  // What moves a page without changing it: styles and fonts that arrive, a choice that opens more.
  for (const cause of ['load', 'transitionend', 'animationend', 'input', 'change']) {
    window.addEventListener(cause, plan, options);
  }
  document.fonts.addEventListener('loadingdone', plan, { signal: stop.signal });
  measured = measure();
  return () => {
    observer.disconnect();
    stop.abort();
  };
}
