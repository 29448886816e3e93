/** The list with one item in another place, counted without it; null where nothing changes. */
export function moveItem<T>(list: readonly T[], item: T, to: number): readonly T[] | null {
  const at = list.indexOf(item);
  if (at < 0 || to < 0 || to >= list.length || to === at) return null;
  return list.toSpliced(at, 1).toSpliced(to, 0, item);
}
