/** True once something has been so for a while: most losses are over before anyone needs to know. */
import { useEffect, useState } from 'react';

/** How long, in ms, until a lost connection is said, and until its cause is said too (CON-3). */
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
