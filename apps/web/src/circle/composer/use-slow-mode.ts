/**
 * Whether the slow interval lets this person post now. The server sends its state only with other
 * changes, so the end of the interval is computed here, with the clock of the server (CON-2).
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
