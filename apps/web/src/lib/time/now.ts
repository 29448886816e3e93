/**
 * The time of the server, by which all screens count (CON-2). No other module of the screens reads
 * the clock of the device; a test forbids it.
 */
import { serverClock } from '@holdspace/client';
import { useEffect, useState } from 'react';

/** Epoch ms. */
export const now = serverClock.now;

/** The update interval in ms, short enough for minutes. */
const refreshInterval = 10_000;

/** The time in epoch ms; renders every ten seconds while `running`, and after a clock correction. */
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
