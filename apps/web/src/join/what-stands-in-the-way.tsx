/** Why a press at a door has not led in yet, brought into sight: it may be above what is on the screen. */
import { useEffect, useRef } from 'react';
import { Notice } from '../ui/notice.tsx';
import { TryingAgain } from '../ui/trying-again.tsx';
import styles from './invitation.module.css';
import type { Redeeming } from './redeeming.ts';

interface WhatStandsInTheWayProps {
  readonly redeeming: Pick<Redeeming, 'waiting' | 'problem' | 'tryNow' | 'stop'>;
}

export function WhatStandsInTheWay({ redeeming }: WhatStandsInTheWayProps) {
  const { waiting, problem, tryNow, stop } = redeeming;
  const place = useRef<HTMLDivElement>(null);
  const cause = waiting?.cause ?? problem;
  useEffect(() => {
    if (cause) place.current?.scrollIntoView({ block: 'nearest' });
  }, [cause]);
  return (
    <div ref={place} className={styles.inTheWay}>
      {waiting && <TryingAgain waiting={waiting} onNow={tryNow} onStop={stop} />}
      {problem && (
        <Notice tone="brick" spoken>
          {problem}
        </Notice>
      )}
    </div>
  );
}
