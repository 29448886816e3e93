/**
 * The rows of a list that may not change under a pointer, a finger or the focus (PRS-1). Pure.
 */

export interface ListRow<Item> {
  readonly id: string;
  /** The last item of a removed row. */
  readonly item: Item;
  /** True for a removed row. It keeps its place until the interaction ends, and takes no press. */
  readonly gone: boolean;
}

export const listRows = <Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
): readonly ListRow<Item>[] => items.map((item) => ({ id: idOf(item), item, gone: false }));

/** The previous rows in their order with current data, then the new rows. */
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
