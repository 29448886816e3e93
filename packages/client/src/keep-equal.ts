/** Keeps the reference of what did not change, so that a screen draws only what did. */

/** `before` when its fields are the same. Fields are compared by reference. */
export function keepEqual<T extends object>(item: T, before: T | undefined): T {
  if (before === undefined || item === before) return item;
  const keys = Object.keys(item) as (keyof T)[];
  const isSame =
    keys.length === Object.keys(before).length && keys.every((key) => item[key] === before[key]);
  return isSame ? before : item;
}

/** `before` when its items are the same. */
export const keepList = <T>(list: readonly T[], before: readonly T[] | undefined): readonly T[] =>
  before?.length === list.length && list.every((item, index) => item === before[index])
    ? before
    : list;
