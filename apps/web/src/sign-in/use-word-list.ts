/** The word list of return codes, loaded when the form that reads one opens. */
import { useEffect, useState } from 'react';
import type { CodeWordList } from './typed-code.ts';

/** Null until it is loaded; the form works without it when there is no connection. */
export function useCodeWordList(): CodeWordList | null {
  const [list, setList] = useState<CodeWordList | null>(null);
  useEffect(() => {
    let isUnmounted = false;
    import('@holdspace/protocol/codes').then(
      (codes) => !isUnmounted && setList(codes),
      () => undefined,
    );
    return () => {
      isUnmounted = true;
    };
  }, []);
  return list;
}
