/**
 * The time that everything shown is counted by: the server's (CON-2). No other module of the
 * screens asks the device what time it is; a test forbids it.
 */
import { serverClock } from '@holdspace/client';
import { useEffect, useState } from 'react';

/** Epoch ms. */
export const now = serverClock.now;

/** Enough for what is counted in minutes. */
const refreshInterval = 10_000;

/** The time in epoch ms, drawn anew every ten seconds while `running`, and when it was corrected. */
export function useNow(running = true): number {
  const [shown, setShown] = useState(now);
  useEffect(() => {
    const show = () => setShown(now());
    const stop = serverClock.subscribe(show);
    if (!running) return stop;
    show();
    const timer = setInterval(show, refreshInterval);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [running]);
  return shown;
}
