/** Equal as data: of plain objects, lists and what JSON can hold beside. */
export function isDeepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isDeepEqual(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
