/**
 * Moves a row of a list by dragging its handle, with a finger or a mouse. The rows stay in place
 * until the drop; a line shows the new place. Near an edge of the scrolled area it scrolls. Escape
 * cancels the drag.
 */
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

export interface Dragging {
  readonly id: string;
  /** The row before which the dragged row would be dropped; null: the end. */
  readonly before: string | null;
}

/** The distance from an edge at which the list scrolls, and the step per frame, in pixels. */
const scrollEdge = 56;
const scrollPixels = 9;

const draggableRows = (list: HTMLElement): HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>(':scope > [data-person]'),
];

function scrollParent(element: HTMLElement): HTMLElement {
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at);
    if (/auto|scroll/.test(overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.documentElement;
}

/** The scroll step for this height: negative near the upper edge, positive near the lower one. */
export function scrollStep(y: number, top: number, bottom: number): number {
  if (y < top + scrollEdge) return -scrollPixels;
  return y > bottom - scrollEdge ? scrollPixels : 0;
}

/** The row below this height; null behind the last one. */
export const rowAt = (
  y: number,
  rows: readonly { readonly id: string; readonly middle: number }[],
): string | null => rows.find(({ middle }) => y < middle)?.id ?? null;

export function useDragOrder(
  list: RefObject<HTMLElement | null>,
  onDrop: (dragged: Dragging) => void,
): {
  readonly dragging: Dragging | null;
  readonly take: (event: PointerEvent, id: string) => void;
} {
  const [dragging, setDragging] = useState<Dragging | null>(null);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  const stop = useRef<() => void>(() => {});
  useEffect(() => () => stop.current(), []);

  const take = (event: PointerEvent, id: string) => {
    const element = list.current;
    if (!element || event.button !== 0) return;
    event.preventDefault();
    let y = event.clientY;
    let frame = 0;
    let now: Dragging = { id, before: id };
    const scroller = scrollParent(element);
    const look = () => {
      const rows = draggableRows(element).map((row) => {
        const { top, height } = row.getBoundingClientRect();
        return { id: row.dataset.person ?? '', middle: top + height / 2 };
      });
      now = { id, before: rowAt(y, rows) };
      setDragging((before) => (before?.before === now.before ? before : now));
    };
    const along = () => {
      const { top, bottom } = scroller.getBoundingClientRect();
      const by = scrollStep(y, Math.max(0, top), Math.min(innerHeight, bottom));
      if (by !== 0) {
        scroller.scrollTop += by;
        look();
      }
      frame = requestAnimationFrame(along);
    };
    const move = (moved: globalThis.PointerEvent) => {
      if (moved.pointerId !== event.pointerId) return;
      y = moved.clientY;
      look();
    };
    const end = (ended: globalThis.PointerEvent) => {
      if (ended.pointerId !== event.pointerId) return;
      stop.current();
      if (ended.type === 'pointerup') drop.current(now);
    };
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return;
      // The sheet around it stays open.
      key.preventDefault();
      key.stopPropagation();
      stop.current();
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', onKey, true);
    stop.current = () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', onKey, true);
      stop.current = () => {};
      setDragging(null);
    };
    setDragging(now);
    frame = requestAnimationFrame(along);
  };
  return { dragging, take };
}
