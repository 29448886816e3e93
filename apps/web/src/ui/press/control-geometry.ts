/**
 * Decides which controls of a page now lie where another control lay a moment ago (PRS-1). Pure:
 * the places are measured by the caller.
 */

/** In CSS pixels of the page. */
export interface ControlRect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Control {
  /** Null out of sight, where no press can miss it. */
  readonly rect: ControlRect | null;
  /** The meaning of the control, taken from its text. */
  readonly meaning: string;
  /** The dialog or popover it is in; null for the page itself. */
  readonly layer: object | null;
}

export type Controls<Key> = ReadonlyMap<Key, Control>;

/** Pixels that a control may move before a press can miss it. */
const slack = 8;

export const contains = ({ left, top, right, bottom }: ControlRect, { x, y }: Point): boolean =>
  x >= left && x < right && y >= top && y < bottom;

/** Whether they cover one another by more than a pixel. */
export const overlap = (one: ControlRect, other: ControlRect): boolean =>
  Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;

const offset = ({ left, top, right, bottom }: ControlRect, { x, y }: Point): ControlRect => ({
  ...{ left: left + x, top: top + y, right: right + x, bottom: bottom + y },
});

const isFarApart = (before: ControlRect, now: ControlRect): boolean =>
  Math.abs(before.left - now.left) > slack || Math.abs(before.top - now.top) > slack;

/** A scrolling element keeps its place on the page, a fixed one its place in the window. */
const hasMoved = (before: ControlRect, now: ControlRect, scrolled: Point): boolean =>
  isFarApart(before, now) && isFarApart(offset(before, scrolled), now);

/** Whether the control itself was at this point, before the page was scrolled so far. */
export const wasAtPoint = ({ rect: place }: Control, point: Point, scrolled: Point): boolean =>
  place !== null && (contains(place, point) || contains(offset(place, scrolled), point));

/** Controls whose words are other words than before: the same place has another meaning. */
export function changedMeaning<Key>(before: Controls<Key>, now: Controls<Key>): readonly Key[] {
  return [...now].flatMap(([key, { meaning: means }]) => {
    const earlier = before.get(key);
    return earlier && earlier.meaning !== means ? [key] : [];
  });
}

/**
 * Controls that moved or appeared to where another control was. A control that was made anew
 * with the same words in the same place did not change. A dialog that opened covers a page on
 * purpose, so its controls are only compared with earlier controls of that dialog. What comes into
 * sight was elsewhere before. `scrolled`: how far the page was scrolled in between.
 */
export function displacedControls<Key>(
  before: Controls<Key>,
  now: Controls<Key>,
  scrolled: Point = { x: 0, y: 0 },
): readonly Key[] {
  const seenBefore = [...before].filter(([, { rect }]) => rect !== null);
  return [...now].flatMap(([key, { rect: place, meaning, layer }]) => {
    if (place === null) return [];
    const earlier = before.get(key);
    if (earlier?.rect && !hasMoved(earlier.rect, place, scrolled)) return [];
    const isDisplaced = seenBefore.some(
      ([otherKey, other]) =>
        otherKey !== key &&
        other.layer === layer &&
        other.rect !== null &&
        overlap(other.rect, place) &&
        (earlier !== undefined || other.meaning !== meaning),
    );
    return isDisplaced ? [key] : [];
  });
}
