/** True once something has been so for a while: most losses are over before anyone needs to know. */
import { useEffect, useState } from 'react';

/** How long, in ms. */
const calmFor = 4000;

export function useLasting(is: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!is) return setLasts(false);
    const timer = setTimeout(() => setLasts(true), calmFor);
    return () => clearTimeout(timer);
  }, [is]);
  return is && lasts;
}
