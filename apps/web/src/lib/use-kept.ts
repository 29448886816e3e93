/** Keeps the reference of a value that is made anew at each render, while it is the same. */
import { keepEqual, keepList } from '@holdspace/client';
import { useRef } from 'react';

/** The earlier object while its fields are the same by reference. */
export function useKeptEqual<T extends object>(value: T): T {
  const last = useRef<T | undefined>(undefined);
  last.current = keepEqual(value, last.current);
  return last.current;
}

/** The earlier list while its items have the same fields. */
export function useKeptItems<T extends object>(list: readonly T[]): readonly T[] {
  const last = useRef<readonly T[] | undefined>(undefined);
  const before = last.current;
  last.current = keepList(
    list.map((item, index) => keepEqual(item, before?.[index])),
    before,
  );
  return last.current;
}
