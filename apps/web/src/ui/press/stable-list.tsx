/**
 * Lists that change by themselves (PRS-1). While a pointer, a finger or the focus is at one, it
 * keeps the order of its rows: what is gone stays as a still line in its place, what is new
 * comes to the end. It is put in order when it is left.
 */
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
} from 'react';
import { isInteractingWith, onInteractionChange } from './interaction-tracker.ts';
import styles from './stable-list.module.css';
import { type ListRow, listRows, stableRows } from './stable-rows.ts';

/** For lists that draw their rows themselves. `area` goes on what holds all of them. */
export function useStableRows<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  area: RefObject<Element | null>,
): readonly ListRow<Item>[] {
  const held = useSyncExternalStore(
    onInteractionChange,
    useCallback(() => isInteractingWith(area.current), [area]),
    () => false,
  );
  const shown = useRef<readonly ListRow<Item>[]>([]);
  const rows = held ? stableRows(shown.current, items, idOf) : listRows(items, idOf);
  useLayoutEffect(() => {
    shown.current = rows;
  });
  return rows;
}

interface StableListProps<Item> {
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  /** The inside of a row; `at` counts from 0. */
  readonly renderRow: (item: Item, at: number) => ReactNode;
  /** The still line for a row that is gone: who or what it was. */
  readonly renderGone: (item: Item) => ReactNode;
  readonly as?: 'ul' | 'ol' | 'div' | undefined;
  readonly className?: string | undefined;
  readonly label?: string | undefined;
  /** What else the element of a row carries. */
  readonly rowProps?: ((item: Item) => RowProps) | undefined;
}

interface RowProps {
  readonly className?: string | undefined;
  readonly [data: `data-${string}`]: string | boolean | undefined;
}

export function StableList<Item>(props: StableListProps<Item>) {
  const {
    items,
    idOf,
    renderRow: row,
    renderGone: gone,
    as: List = 'ul',
    className,
    label,
    rowProps,
  } = props;
  const area = useRef<HTMLElement>(null);
  const rows = useStableRows(items, idOf, area);
  const heights = useHeights(area);
  const focus = useRowFocus(area);
  const Item = List === 'div' ? 'div' : 'li';
  return (
    <List
      ref={(element: HTMLElement | null) => {
        area.current = element;
      }}
      className={className}
      aria-label={label}
      {...focus}
    >
      {rows.map((one, at) =>
        one.gone ? (
          <Item
            key={one.id}
            data-row={one.id}
            data-gone
            tabIndex={-1}
            className={styles.gone}
            style={{ minHeight: heights.get(one.id) }}
          >
            <span className={styles.words}>{gone(one.item)}</span>
          </Item>
        ) : (
          <Item key={one.id} data-row={one.id} {...rowProps?.(one.item)}>
            {row(one.item, at)}
          </Item>
        ),
      )}
    </List>
  );
}

const rowElement = (list: Element, id: string): HTMLElement | null =>
  list.querySelector<HTMLElement>(`:scope > [data-row="${CSS.escape(id)}"]`);

/** How high each row is, in pixels, so that the line that stays in its place is as high. */
function useHeights(area: RefObject<Element | null>): ReadonlyMap<string, number> {
  const heights = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const rows = area.current?.querySelectorAll<HTMLElement>(
      ':scope > [data-row]:not([data-gone])',
    );
    heights.current = new Map([
      ...heights.current,
      ...[...(rows ?? [])].map((row) => [row.dataset['row'] ?? '', row.offsetHeight] as const),
    ]);
  });
  return heights.current;
}

/**
 * A row that goes while the focus is in it gives the focus to the line in its place; when that
 * goes too, to the heading of the section.
 */
function useRowFocus(area: RefObject<HTMLElement | null>) {
  const last = useRef<string | null>(null);
  const note = () => {
    const at = document.activeElement;
    const row = area.current?.contains(at) ? at?.closest<HTMLElement>('[data-row]') : null;
    last.current = row?.dataset['row'] ?? null;
  };
  useLayoutEffect(() => {
    const list = area.current;
    if (!list || last.current === null || document.activeElement !== document.body) return;
    const row = rowElement(list, last.current);
    if (row?.hasAttribute('data-gone')) row.focus({ preventScroll: true });
    else if (!row) list.closest('section')?.querySelector<HTMLElement>('[tabindex="-1"]')?.focus();
  });
  // Later than the change that took the focus away, which is seen to above.
  return { onFocus: note, onBlur: () => queueMicrotask(note) };
}
