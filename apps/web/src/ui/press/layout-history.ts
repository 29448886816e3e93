/**
 * Where the controls of the page lay within the last half second, and what they meant (PRS-1):
 * blocks those that a change displaced or gave another meaning, and tells whether a control lies
 * where another one lay.
 */
import { block, blockMs } from './blocked-controls.ts';
import {
  type Controls,
  changedMeaning,
  contains,
  displacedControls,
  type Point,
  wasAtPoint,
} from './control-geometry.ts';
import { layerOf, measureControls } from './controls.ts';
import { isInOwnArea, recentInputArea } from './recent-input.ts';

interface PageSnapshot {
  readonly controls: Controls<Element>;
  readonly until: number;
  readonly own: Element | null;
  /** How far the page was scrolled. */
  readonly scroll: Point;
}

let measured: Controls<Element> = new Map();
let measuredAt: Point = { x: 0, y: 0 };
/** How the page was within the last `hold` ms, each until it changed, and in which own form. */
let recentSnapshots: readonly PageSnapshot[] = [];
function remeasure(): void {
  measured = measureControls();
  measuredAt = { x: scrollX, y: scrollY };
}

const scrolledSince = ({ scroll }: PageSnapshot): Point => ({
  x: scrollX - scroll.x,
  y: scrollY - scroll.y,
});

/** From now on: the person scrolled, and moved everything on purpose. */
export function restartLayoutHistory(): void {
  recentSnapshots = [];
  remeasure();
}

/** After a change of the page. `own`: the form that the person changes themselves. */
export function blockChangedControls(own: Element | null): void {
  const before = measured;
  const at = performance.now();
  recentSnapshots = [
    ...recentSnapshots,
    { controls: before, until: at, own, scroll: measuredAt },
  ].filter(({ until }) => until > at - blockMs);
  remeasure();
  // Also with a page before the last: between two screens there may be an empty one.
  for (const was of recentSnapshots) {
    for (const element of displacedControls(was.controls, measured, scrolledSince(was))) {
      if (!isInOwnArea(element, was.own, own)) block(element, 'place', was.until);
    }
  }
  for (const element of changedMeaning(before, measured)) {
    if (!isInOwnArea(element, own)) block(element, 'meaning');
  }
}

/** Another control of the same layer was at that point within the last `hold` ms. */
export function wasOtherControl(control: Element, point: Point): boolean {
  const since = performance.now() - blockMs;
  const layer = layerOf(control);
  const now = measured.get(control)?.meaning;
  return recentSnapshots.some((before) => {
    const { controls, until, own } = before;
    const earlier = controls.get(control);
    if (until <= since || isInOwnArea(control, own, recentInputArea())) return false;
    // It may have lain over others, as the bar at the bottom does.
    if (earlier && wasAtPoint(earlier, point, scrolledSince(before))) return false;
    return [...controls].some(
      ([element, other]) =>
        element !== control &&
        other.layer === layer &&
        other.rect !== null &&
        contains(other.rect, point) &&
        // One that was made anew is the same when its words are.
        (earlier !== undefined || other.meaning !== now),
    );
  });
}
