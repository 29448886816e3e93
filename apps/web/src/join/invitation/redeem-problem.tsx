/** Why the redeem request did not succeed; it scrolls itself into view. */
import { useEffect, useRef } from 'react';
import { RetryNotice } from '../../app/shell/retry-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { RedeemState } from '../link/use-redeem.ts';
import styles from './invitation.module.css';

interface RedeemProblemProps {
  readonly redeeming: Pick<RedeemState, 'waiting' | 'errorText' | 'tryNow' | 'stop'>;
}

export function RedeemProblem({ redeeming }: RedeemProblemProps) {
  const { waiting, errorText, tryNow, stop } = redeeming;
  const place = useRef<HTMLDivElement>(null);
  const cause = waiting?.cause ?? errorText;
  useEffect(() => {
    if (cause) place.current?.scrollIntoView({ block: 'nearest' });
  }, [cause]);
  return (
    <div ref={place} className={styles.inTheWay}>
      {waiting && <RetryNotice waiting={waiting} onNow={tryNow} onStop={stop} />}
      {errorText && (
        <Notice tone="brick" spoken>
          {errorText}
        </Notice>
      )}
    </div>
  );
}
