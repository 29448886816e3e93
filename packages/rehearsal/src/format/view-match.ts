/**
 * Compares the view of a person with an expectation: partial and deep, only the named keys are
 * compared. A list matches by length and item by item, `{contains: […]}` when the
 * items occur in that order, `{absent: […]}` when none occurs.
 */

export interface ViewDifference {
  /** For example `timeline[2].text`. */
  readonly path: string;
  readonly expected: unknown;
  readonly seen: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listTests = ['contains', 'absent'];
export const isListTest = (
  value: unknown,
): value is { readonly contains?: unknown[]; readonly absent?: unknown[] } =>
  isRecord(value) &&
  Object.keys(value).length > 0 &&
  Object.keys(value).every((key) => listTests.includes(key));

/** The first difference, or null when it matches. */
export function findDifference(expected: unknown, seen: unknown, path = ''): ViewDifference | null {
  const differs = { path, expected, seen };
  if (Array.isArray(expected)) {
    if (!Array.isArray(seen) || seen.length !== expected.length) return differs;
    return firstDifference(expected, (item, i) => findDifference(item, seen[i], `${path}[${i}]`));
  }
  if (isListTest(expected) && Array.isArray(seen)) {
    const { contains = [], absent = [] } = expected;
    if (!occursInOrder(contains, seen)) return differs;
    return absent.some((item) => seen.some((each) => matches(item, each))) ? differs : null;
  }
  if (isRecord(expected)) {
    if (!isRecord(seen)) return differs;
    return firstDifference(Object.entries(expected), ([key, value]) =>
      findDifference(value, seen[key], path === '' ? key : `${path}.${key}`),
    );
  }
  // A key that is only there when it applies: `removed: false` and `removed:` mean not there.
  if (seen === undefined) return expected === null || expected === false ? null : differs;
  return Object.is(expected, seen) ? null : differs;
}

export const matches = (expected: unknown, seen: unknown): boolean =>
  findDifference(expected, seen) === null;

function occursInOrder(items: readonly unknown[], seen: readonly unknown[]): boolean {
  let from = 0;
  for (const item of items) {
    while (from < seen.length && !matches(item, seen[from])) from += 1;
    if (from === seen.length) return false;
    from += 1;
  }
  return true;
}

function firstDifference<T>(
  list: readonly T[],
  test: (item: T, index: number) => ViewDifference | null,
): ViewDifference | null {
  for (const [i, item] of list.entries()) {
    const found = test(item, i);
    if (found) return found;
  }
  return null;
}

/** A copy of the view in which the keys of people replace their ids. */
export function replaceIds(view: unknown, keys: ReadonlyMap<string, string>): unknown {
  if (typeof view === 'string') return keys.get(view) ?? view;
  if (Array.isArray(view)) return view.map((each) => replaceIds(each, keys));
  if (!isRecord(view)) return view;
  return Object.fromEntries(
    Object.entries(view).map(([key, value]) => [keys.get(key) ?? key, replaceIds(value, keys)]),
  );
}
