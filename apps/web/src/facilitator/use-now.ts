/** The time, a few times a minute: enough for what is counted in minutes. */
import { useEffect, useState } from 'react';

const step = 10_000;

export function useNow(running: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), step);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
