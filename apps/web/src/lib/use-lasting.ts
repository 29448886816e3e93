/** Whether something has been so for a while: most losses are over before anybody needs to know. */
import { useEffect, useState } from 'react';

/** Milliseconds until a lost connection is said, and until its cause is said too (CON-3). */
export const calmFor = 4000;
export const causeAfter = 10_000;

export function useLasting(is: boolean, after: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!is) return setLasts(false);
    const timer = setTimeout(() => setLasts(true), after);
    return () => clearTimeout(timer);
  }, [is, after]);
  return is && lasts;
}
