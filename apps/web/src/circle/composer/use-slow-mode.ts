/**
 * Whether the slow interval lets this person post now. The server sends its state only with other
 * changes, so the end of the interval is computed here, with the clock of the server (CON-2).
 */

import type { View } from '@holdspace/protocol';
import { useEffect, useState } from 'react';
import { now } from '../../lib/time/now.ts';

export function useMaySendInSlowMode({ slow, timeline, mine }: View): boolean {
  const [, rerender] = useState(0);
  const last = timeline.findLast(({ by }) => by === mine.person)?.at ?? 0;
  const remaining = slow === null ? 0 : last + slow * 1000 - now();
  const isWaiting = mine.canSay === 'too-soon' && remaining > 0;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => rerender((count) => count + 1), remaining);
    return () => clearTimeout(timer);
  });
  return mine.canSay === 'too-soon' && !isWaiting;
}
