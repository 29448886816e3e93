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

import { block, blockedAt, blockMs, blockReason, unblock } from './blocked-controls.ts';
import type { Point } from './control-geometry.ts';
import {
  controlOf,
  elementAt,
  formOf,
  isAlwaysPressable,
  layerOf,
  pointOf,
  pressable,
  rowSelector,
} from './controls.ts';
import { blockChangedControls, restartLayoutHistory, wasOtherControl } from './layout-history.ts';
import { isInOwnArea, recentInputArea, recordInput } from './recent-input.ts';

/** Pixels between two presses that count as one place. */
const samePlaceWithin = 24;
/** Milliseconds in which a key of the person moves the focus. */
const keyFocusWindow = 100;

interface LastPress {
  readonly element: Element;
  /** The list of rows it was in. */
  readonly list: Element | null;
  /** Null for a press without a pointer. */
  readonly point: Point | null;
  readonly at: number;
}

let isDirty = false;
let frame = 0;
/** Where the mouse rests; null when there is none, or it is outside of the window. */
let restingPoint: Point | null = null;
let controlUnderPointer: Element | null = null;
let lastPress: LastPress | null = null;
/** The press that began: on what, and whether it is taken, however long it lasts. */
let startedPress: { readonly control: Element | null; readonly taken: boolean } | null = null;
/** The last control that the page, and not the person, gave the focus. */
let givenFocus: Element | null = null;
/** When the person last moved the focus. */
let lastFocusMoveAt = 0;
let isKeyRepeat = false;
/** The size of each text field when something was last written in it. */
const fieldSizes = new WeakMap<Element, { readonly width: number; readonly height: number }>();
/** A press on a label is followed by one on its control, which is the same press. */
let labelTarget: Element | null = null;

const recentPress = (): LastPress | null =>
  lastPress && performance.now() - lastPress.at < blockMs ? lastPress : null;
const listOf = (element: Element): Element | null =>
  element.closest(rowSelector)?.parentElement ?? null;

/** The control that a press at this point would reach, held or not. */
function controlAt(point: Point): Element | null {
  const top = elementAt(point);
  const control = blockedAt(point, top) ?? controlOf(top);
  return isAlwaysPressable(control) ? null : control;
}

/** Compares the page with how it was, after something changed. */
function compareSnapshots(): void {
  cancelAnimationFrame(frame);
  isDirty = false;
  const own = recentInputArea();
  blockChangedControls(own);
  if (restingPoint) {
    const now = controlAt(restingPoint);
    if (now && now !== controlUnderPointer && !isInOwnArea(now, own)) block(now, 'under');
    controlUnderPointer = now;
  }
  const last = recentPress();
  if (!last?.point) return;
  const now = controlAt(last.point);
  if (now && now !== last.element && !blockReason(now)) block(now, 'under');
}

function onChange(records: readonly MutationRecord[]): void {
  if (records.every(movesNothing)) return;
  scheduleCompare();
}

/** Marks of this guard, the text of a field, and words that are only spoken. */
function movesNothing({ attributeName, target }: MutationRecord): boolean {
  if (attributeName === 'data-held') return true;
  const element = target instanceof Element ? target : target.parentElement;
  return element?.closest('textarea, .hidden[aria-live]') != null;
}

/** A letter moves the page only when its field grows or shrinks, or by a change that is seen. */
function onInput(event: Event): void {
  recordInput(event);
  const { target } = event;
  if (!(target instanceof HTMLTextAreaElement)) {
    scheduleCompare();
    return;
  }
  requestAnimationFrame(() => {
    const { offsetWidth: width, offsetHeight: height } = target;
    const before = fieldSizes.get(target);
    fieldSizes.set(target, { width, height });
    if (before?.width !== width || before.height !== height) compareSnapshots();
  });
}

function scheduleCompare(): void {
  if (isDirty) return;
  isDirty = true;
  frame = requestAnimationFrame(compareSnapshots);
}

/** What one scrolls oneself moves on purpose. With a change in the same moment it is compared. */
function onScroll(): void {
  if (isDirty) return;
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    if (isDirty) return;
    restartLayoutHistory();
    if (restingPoint) controlUnderPointer = controlAt(restingPoint);
    if (lastPress) lastPress = { ...lastPress, point: null };
  });
}

function onMove(event: PointerEvent): void {
  if (event.pointerType === 'touch') return;
  // A browser tells of a move too when the page moved and the mouse did not.
  if (restingPoint && event.movementX === 0 && event.movementY === 0) return;
  if (isDirty) compareSnapshots();
  restingPoint = pointOf(event);
  controlUnderPointer = controlAt(restingPoint);
}

function onOut(event: PointerEvent): void {
  if (event.relatedTarget === null) restingPoint = null;
}

function onKeyDown(event: KeyboardEvent): void {
  isKeyRepeat = event.repeat;
  // Tab, arrows, Home, F6: the person moves the focus. Enter and Space press.
  if (event.key !== 'Enter' && event.key !== ' ') lastFocusMoveAt = performance.now();
}

function onKeyUp(): void {
  isKeyRepeat = false;
}

function onFocus(event: FocusEvent): void {
  const to = event.target instanceof Element ? event.target : null;
  const last = recentPress();
  givenFocus = null;
  if (!to?.matches(pressable) || isAlwaysPressable(to) || !last || last.element === to) return;
  if (performance.now() - lastFocusMoveAt < keyFocusWindow) return;
  givenFocus = to;
  block(to, 'under');
}

function onDown(event: PointerEvent): void {
  lastFocusMoveAt = performance.now();
  const control = controlOf(event.target);
  const taken = mayPressAt(event, control);
  startedPress = { control, taken };
  // The rest of this press reaches it.
  if (taken && control) unblock(control);
}

/** Whether a press there, now, can be meant for what it would reach. */
function mayPressAt(event: MouseEvent, control: Element | null): boolean {
  if (isAlwaysPressable(control)) return true;
  if (isDirty) compareSnapshots();
  const point = pointOf(event);
  const reached = controlAt(point) ?? control;
  if (!reached) return true;
  const why = blockReason(reached);
  // It was marked before the browser looked for what is under the pointer.
  if (why && (why !== 'place' || reached !== control)) return false;
  if (wasOtherControl(reached, point)) return false;
  const last = recentPress();
  if (!last?.point || reached === last.element) return true;
  return Math.hypot(last.point.x - point.x, last.point.y - point.y) > samePlaceWithin;
}

/**
 * What has the focus, or is sent by Enter in a field of its form, may move and is still meant.
 * A press without focus and place, as screen readers make it, may mean any row of a list that
 * was pressed a moment ago.
 */
function mayPressByKey(control: Element): boolean {
  if (isAlwaysPressable(control)) return true;
  if (isDirty) compareSnapshots();
  const at = document.activeElement;
  const form = formOf(at);
  const meant = at === control || (form !== null && form === formOf(control));
  const last = recentPress();
  if (!meant && last?.list && last.list === listOf(control)) return false;
  const why = blockReason(control);
  return !why || (meant && givenFocus !== control && (why === 'place' || why === 'under'));
}

const isByPointer = (event: MouseEvent): boolean =>
  event.detail > 0 || (event instanceof PointerEvent && event.pointerType !== '');

function isAccepted(event: MouseEvent, control: Element | null): boolean {
  if (!isByPointer(event)) return control === null || (!isKeyRepeat && mayPressByKey(control));
  const began = startedPress;
  startedPress = null;
  if (began && !began.taken) return false;
  return began?.control === control || mayPressAt(event, control);
}

function onClick(event: MouseEvent): void {
  const control = controlOf(event.target);
  if (control && control === labelTarget) {
    labelTarget = null;
  } else if (!isAccepted(event, control)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (control && !isAlwaysPressable(control)) {
    recordPress(event, control);
  }
}

function recordPress(event: MouseEvent, control: Element): void {
  const point = isByPointer(event) ? pointOf(event) : null;
  lastPress = { element: control, list: listOf(control), point, at: performance.now() };
  if (event.target instanceof Element && !control.contains(event.target)) {
    labelTarget = control;
    setTimeout(() => {
      labelTarget = null;
    });
  }
  for (const each of control.closest(rowSelector)?.querySelectorAll(pressable) ?? []) {
    if (layerOf(each) === layerOf(control)) block(each, 'pressed');
  }
}

/** What moves a page without changing it: styles and fonts that come, a choice that opens more. */
const layoutEvents = ['resize', 'load', 'transitionend', 'animationend', 'change'] as const;

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
  window.addEventListener('input', onInput, options);
  window.addEventListener('change', recordInput, options);
  for (const cause of layoutEvents) window.addEventListener(cause, scheduleCompare, options);
  document.fonts.addEventListener('loadingdone', scheduleCompare, { signal: stop.signal });
  restartLayoutHistory();
  return () => {
    observer.disconnect();
    stop.abort();
  };
}
