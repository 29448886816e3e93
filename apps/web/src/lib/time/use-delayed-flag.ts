/** True after a condition has been true for a while: most lost connections end before that. */
import { useEffect, useState } from 'react';

/** The delays in ms before a lost connection is shown, and before its cause is shown (CON-3). */
const connectionLostDelay = 4000;
export const connectionCauseDelay = 10_000;

export function useDelayedFlag(is: boolean, after = connectionLostDelay): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!is) return setLasts(false);
    const timer = setTimeout(() => setLasts(true), after);
    return () => clearTimeout(timer);
  }, [is, after]);
  return is && lasts;
}
