/** Text that changes on the page while somebody fills in a form, heard as it changes (SPK-1). */
import { useEffect, useRef } from 'react';
import { announce } from '../../ui/announcer.tsx';

/** Speaks these words each time they change; not those that the page came with. */
export function useSpoken(words: string): void {
  const last = useRef(words);
  useEffect(() => {
    if (words === last.current) return;
    last.current = words;
    if (words !== '') announce(words);
  }, [words]);
}
