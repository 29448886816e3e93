/**
 * Where there is one thought each so many seconds: whether one's next may go now. The server
 * says it when something happens, and it becomes untrue by itself; the clock is the server's (CON-2).
 */

import type { View } from '@holdspace/protocol';
import { useEffect, useState } from 'react';
import { now } from '../../lib/time/now.ts';

export function useMaySendInSlowMode({ slow, timeline, mine }: View): boolean {
  const [, redraw] = useState(0);
  const last = timeline.findLast(({ by }) => by === mine.person)?.at ?? 0;
  const left = slow === null ? 0 : last + slow * 1000 - now();
  const waits = mine.canSay === 'too-soon' && left > 0;
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => redraw((count) => count + 1), left);
    return () => clearTimeout(timer);
  });
  return mine.canSay === 'too-soon' && !waits;
}
