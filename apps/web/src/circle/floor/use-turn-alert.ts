/**
 * Alerts a person in this tab to the piece (TRN-8): while it is offered to them, and when they
 * get it while the tab is hidden, until they look at the tab.
 */

import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useAlert } from '../../lib/alerts/use-alert.ts';
import type { CircleView } from '../model/circle-view.ts';

export function useTurnAlert({ offered, holder, turn, mine }: CircleView): void {
  const { t } = useLingui();
  const looking = useIsPageActive();
  const mineNow = holder === mine.person ? turn : null;
  const [unseen, setUnseen] = useState(false);
  const before = useRef(mineNow);
  useEffect(() => {
    const gotten = mineNow !== null && before.current !== mineNow;
    before.current = mineNow;
    if (mineNow === null || looking) setUnseen(false);
    else if (gotten) setUnseen(true);
  }, [mineNow, looking]);
  const active = offered === mine.person || (mineNow !== null && unseen && !looking);
  useAlert({ key: `turn-${turn ?? ''}`, title: t`Your turn`, level: 'turn' }, active);
}

function useIsPageActive(): boolean {
  const [looking, setLooking] = useState(isPageFocused);
  useEffect(() => {
    const change = () => setLooking(isPageFocused());
    document.addEventListener('visibilitychange', change);
    window.addEventListener('blur', change);
    window.addEventListener('focus', change);
    return () => {
      document.removeEventListener('visibilitychange', change);
      window.removeEventListener('blur', change);
      window.removeEventListener('focus', change);
    };
  }, []);
  return looking;
}

const isPageFocused = (): boolean => document.visibilityState === 'visible' && document.hasFocus();
