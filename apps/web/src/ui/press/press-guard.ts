/**
 * A press acts on what it was meant for (PRS-1). The one guard of all presses: by mouse, finger
 * and key, and those that a screen reader makes without any of them.
 *
 * After every change of the page it measures the controls. A control that now lies where another
 * one lay, that came under the resting pointer or under the place of the last press, or that
 * means something else than before, takes no press for half a second.
 *
 * What a person types or chooses themselves changes their own form: its controls are meant.
 */
import {
  controlOf,
  elementAt,
  formOf,
  isAlways,
  layerOf,
  measure,
  pointOf,
  pressable,
} from './controls.ts';
import { heldAt, hold, holdBack, release, whyHeld } from './held.ts';
import { isOwn, noteOwn, ownArea } from './own-input.ts';
import { type Controls, contains, displaced, type Point, renamed, wasAt } from './places.ts';

/** Pixels between two presses that count as one place. */
const near = 24;
/** Milliseconds in which a key of the person moves the focus. */
const byKey = 100;
const row = '[data-row]';

interface Pressed {
  readonly element: Element;
  /** The list of rows it was in. */
  readonly list: Element | null;
  /** Null for a press without a pointer. */
  readonly point: Point | null;
  readonly at: number;
}

interface Past {
  readonly controls: Controls<Element>;
  readonly until: number;
  readonly own: Element | null;
  /** How far the page was scrolled. */
  readonly scroll: Point;
}

let measured: Controls<Element> = new Map();
let measuredAt: Point = { x: 0, y: 0 };
/** How the page was within the last `hold` ms, each until it changed, and in which own form. */
let past: readonly Past[] = [];
let changed = false;
let frame = 0;
/** Where the mouse rests; null when there is none, or it is outside of the window. */
let resting: Point | null = null;
let under: Element | null = null;
let pressed: Pressed | null = null;
/** The press that began: on what, and whether it is taken, however long it lasts. */
let begun: { readonly control: Element | null; readonly taken: boolean } | null = null;
/** The last control that the page, and not the person, gave the focus. */
let givenFocus: Element | null = null;
/** When the person last moved the focus. */
let ownMove = 0;
let repeats = false;
/** A press on a label is followed by one on its control, which is the same press. */
let forwarded: Element | null = null;

const recent = (): Pressed | null =>
  pressed && performance.now() - pressed.at < hold ? pressed : null;
const listOf = (element: Element): Element | null => element.closest(row)?.parentElement ?? null;

/** The control that a press at this point would reach, held or not. */
function controlAt(point: Point): Element | null {
  const control = heldAt(point) ?? controlOf(elementAt(point));
  return isAlways(control) ? null : control;
}

function remeasure(): void {
  measured = measure();
  measuredAt = { x: scrollX, y: scrollY };
}

const scrolledSince = ({ scroll }: Past): Point => ({
  x: scrollX - scroll.x,
  y: scrollY - scroll.y,
});

/** Compares the page with how it was, after something changed. */
function compare(): void {
  cancelAnimationFrame(frame);
  changed = false;
  const before = measured;
  const at = performance.now();
  const own = ownArea();
  past = [...past, { controls: before, until: at, own, scroll: measuredAt }].filter(
    ({ until }) => until > at - hold,
  );
  remeasure();
  // Also with a page before the last: between two screens there may be an empty one.
  for (const was of past) {
    for (const element of displaced(was.controls, measured, scrolledSince(was))) {
      if (!isOwn(element, was.own, own)) holdBack(element, 'place', was.until);
    }
  }
  for (const element of renamed(before, measured)) {
    if (!isOwn(element, own)) holdBack(element, 'meaning');
  }
  if (resting) {
    const now = controlAt(resting);
    if (now && now !== under && !isOwn(now, own)) holdBack(now, 'under');
    under = now;
  }
  const last = recent();
  if (!last?.point) return;
  const now = controlAt(last.point);
  if (now && now !== last.element && !whyHeld(now)) holdBack(now, 'under');
}

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
    past = [];
    remeasure();
    if (resting) under = controlAt(resting);
    if (pressed) pressed = { ...pressed, point: null };
  });
}

function onMove(event: PointerEvent): void {
  if (event.pointerType === 'touch') return;
  // A browser tells of a move too when the page moved and the mouse did not.
  if (resting && event.movementX === 0 && event.movementY === 0) return;
  if (changed) compare();
  resting = pointOf(event);
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

function onKeyUp(): void {
  repeats = false;
}

function onFocus(event: FocusEvent): void {
  const to = event.target instanceof Element ? event.target : null;
  const last = recent();
  givenFocus = null;
  if (!to?.matches(pressable) || isAlways(to) || !last || last.element === to) return;
  if (performance.now() - ownMove < byKey) return;
  givenFocus = to;
  holdBack(to, 'under');
}

function onDown(event: PointerEvent): void {
  ownMove = performance.now();
  const control = controlOf(event.target);
  const taken = mayPressAt(event, control);
  begun = { control, taken };
  // The rest of this press reaches it.
  if (taken && control) release(control);
}

/** Whether a press there, now, can be meant for what it would reach. */
function mayPressAt(event: MouseEvent, control: Element | null): boolean {
  if (isAlways(control)) return true;
  if (changed) compare();
  const point = pointOf(event);
  const reached = controlAt(point) ?? control;
  if (!reached) return true;
  const why = whyHeld(reached);
  // It was marked before the browser looked for what is under the pointer.
  if (why && (why !== 'place' || reached !== control)) return false;
  if (wasOther(reached, point)) return false;
  const last = recent();
  if (!last?.point || reached === last.element) return true;
  return Math.hypot(last.point.x - point.x, last.point.y - point.y) > near;
}

/** Another control of the same layer was at that point within the last `hold` ms. */
function wasOther(control: Element, point: Point): boolean {
  const since = performance.now() - hold;
  const layer = layerOf(control);
  const now = measured.get(control)?.means;
  return past.some((before) => {
    const { controls, until, own } = before;
    const earlier = controls.get(control);
    if (until <= since || isOwn(control, own, ownArea())) return false;
    // It may have lain over others, as the bar at the bottom does.
    if (earlier && wasAt(earlier, point, scrolledSince(before))) return false;
    return [...controls].some(
      ([element, other]) =>
        element !== control &&
        other.layer === layer &&
        contains(other.place, point) &&
        // What is scrolled out of its own part of the page was never seen there.
        canShowAt(element, point) &&
        // One that was made anew is the same when its words are.
        (earlier !== undefined || other.means !== now),
    );
  });
}

/**
 * What has the focus, or is sent by Enter in a field of its form, may move and is still meant.
 * A press without focus and place, as screen readers make it, may mean any row of a list that
 * was pressed a moment ago.
 */
function mayPressByKey(control: Element): boolean {
  if (isAlways(control)) return true;
  if (changed) compare();
  const at = document.activeElement;
  const form = formOf(at);
  const meant = at === control || (form !== null && form === formOf(control));
  const last = recent();
  if (!meant && last?.list && last.list === listOf(control)) return false;
  const why = whyHeld(control);
  return !why || (meant && givenFocus !== control && (why === 'place' || why === 'under'));
}

const isByPointer = (event: MouseEvent): boolean =>
  event.detail > 0 || (event instanceof PointerEvent && event.pointerType !== '');

function isTaken(event: MouseEvent, control: Element | null): boolean {
  if (!isByPointer(event)) return control === null || (!repeats && mayPressByKey(control));
  const began = begun;
  begun = null;
  if (began && !began.taken) return false;
  return began?.control === control || mayPressAt(event, control);
}

function onClick(event: MouseEvent): void {
  const control = controlOf(event.target);
  if (control && control === forwarded) {
    forwarded = null;
  } else if (!isTaken(event, control)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (control && !isAlways(control)) {
    accept(event, control);
  }
}

function accept(event: MouseEvent, control: Element): void {
  const point = isByPointer(event) ? pointOf(event) : null;
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

/** What moves a page without changing it: styles and fonts that come, a choice that opens more. */
const causes = ['resize', 'load', 'transitionend', 'animationend', 'input', 'change'] as const;

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
  window.addEventListener('keyup', onKeyUp, options);
  window.addEventListener('focusin', onFocus, options);
  window.addEventListener('scroll', onScroll, options);
  for (const cause of ['input', 'change']) window.addEventListener(cause, noteOwn, options);
  for (const cause of causes) window.addEventListener(cause, plan, options);
  document.fonts.addEventListener('loadingdone', plan, { signal: stop.signal });
  remeasure();
  return () => {
    observer.disconnect();
    stop.abort();
  };
}
