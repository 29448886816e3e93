/**
 * State that outlives a reload and a refusal, in this tab only (sessionStorage): what
 * somebody typed is never lost, and the quick way out clears it with everything else.
 */
import { useState } from 'react';

export function useKept<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => read(key) ?? initial);
  const keep = (next: T) => {
    setValue(next);
    try {
      sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Storage may be forbidden; it is then kept as long as the page.
    }
  };
  const forget = () => {
    setValue(initial);
    try {
      sessionStorage.removeItem(key);
    } catch {
      // As above.
    }
  };
  return [value, keep, forget];
}

function read<T>(key: string): T | undefined {
  try {
    const kept = sessionStorage.getItem(key);
    return kept === null ? undefined : (JSON.parse(kept) as T);
  } catch {
    return undefined;
  }
}
