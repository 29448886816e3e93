/**
 * The rows of a list that may not change under a pointer, a finger or the focus (PRS-1). Pure.
 */

export interface ListRow<Item> {
  readonly id: string;
  /** As it was last, for a row that is gone. */
  readonly item: Item;
  /** Not in the list any more. It keeps its place until the list is left, and takes no press. */
  readonly gone: boolean;
}

export const listRows = <Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
): readonly ListRow<Item>[] => items.map((item) => ({ id: idOf(item), item, gone: false }));

/** The rows before, in their order and with what is new about them; then those that came. */
export function stableRows<Item>(
  before: readonly ListRow<Item>[],
  items: readonly Item[],
  idOf: (item: Item) => string,
): readonly ListRow<Item>[] {
  const now = listRows(items, idOf);
  const byId = new Map(now.map((row) => [row.id, row]));
  const known = new Set(before.map(({ id }) => id));
  return [
    ...before.map((row) => byId.get(row.id) ?? { ...row, gone: true }),
    ...now.filter(({ id }) => !known.has(id)),
  ];
}
