/** The list of the words of return codes, loaded when somebody types one. */
import { useEffect, useState } from 'react';
import type { WordBook } from './typed-code.ts';

/** Null until it is there; without a connection the form works without it. */
export function useWordBook(): WordBook | null {
  const [book, setBook] = useState<WordBook | null>(null);
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
