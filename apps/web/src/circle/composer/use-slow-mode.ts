/**
 * Whether the slow interval lets this person post now. The server sends its state only with other
 * changes, so the end of the interval is computed here, with the clock of the server (CON-2).
 */

import { useEffect, useState } from 'react';
import { now } from '../../lib/time/now.ts';
import { type CircleView, useTimelineValue } from '../model/circle-view.ts';

export function useMaySendInSlowMode({ slow, mine }: CircleView): boolean {
  const [, rerender] = useState(0);
  const last = useTimelineValue((timeline) =>
    slow === null ? 0 : (timeline.findLast(({ by }) => by === mine.person)?.at ?? 0),
  );
  const remaining = slow === null ? 0 : last + slow * 1000 - now();
  const isWaiting = mine.canSay === 'too-soon' && remaining > 0;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => rerender((count) => count + 1), remaining);
    return () => clearTimeout(timer);
  });
  return mine.canSay === 'too-soon' && !isWaiting;
}
