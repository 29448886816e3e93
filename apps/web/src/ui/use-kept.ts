/**
 * State that outlives a reload and a refusal, in this tab only: what somebody typed is never
 * lost, and the quick way out clears it with everything else.
 */
import { useState } from 'react';
import { tabStorage } from '../lib/storage.ts';

export function useKept<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => tabStorage.read<T>(key) ?? initial);
  const keep = (next: T) => {
    setValue(next);
    tabStorage.write(key, next);
  };
  const forget = () => {
    setValue(initial);
    tabStorage.write(key, null);
  };
  return [value, keep, forget];
}
