/**
 * Lists that change without an act of the reader (PRS-1). While a pointer, a finger or the focus is
 * in a list, it keeps the order of its rows: a removed row stays as an inactive line, new rows are
 * added at the end. The list is sorted when the interaction ends.
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
  /** The inactive line for a removed row: its person or thing. */
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

/** The height of each row in pixels; the inactive line gets the same height. */
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
  // This runs after the change that removed the focus; the code above handles that change.
  return { onFocus: note, onBlur: () => queueMicrotask(note) };
}
