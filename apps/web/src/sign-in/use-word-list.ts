/** The list of the words of return codes, loaded when somebody types one. */
import { useEffect, useState } from 'react';
import type { CodeWordList } from './typed-code.ts';

/** Null until it is there; without a connection the form works without it. */
export function useCodeWordList(): CodeWordList | null {
  const [book, setBook] = useState<CodeWordList | null>(null);
  useEffect(() => {
    let isGone = false;
    import('@holdspace/protocol/codes').then(
      (codes) => !isGone && setBook(codes),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, []);
  return book;
}
