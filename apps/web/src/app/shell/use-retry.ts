/** One ask of the server that goes on until it is answered, for a screen (CON-1). */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type RetryState, retry } from '../../lib/api/retry.ts';
import { onLeaving } from '../leave/leave.ts';

export type RetryResult<T> =
  | { readonly ok: true; readonly value: T }
  /** What the server decided. */
  | { readonly ok: false; readonly fault: unknown };

export interface RetryHandle {
  /** Under way: asking, or waiting to ask again. */
  readonly busy: boolean;
  /** Why it is not answered yet; null while nothing stood in the way. */
  readonly waiting: RetryState | null;
  /** Null when it was stopped, by another one too. One at a time. */
  readonly run: <T>(ask: () => Promise<T>) => Promise<RetryResult<T> | null>;
  readonly tryNow: () => void;
  readonly stop: () => void;
}

export function useRetry({ isDoor = false } = {}): RetryHandle {
  const [busy, setBusy] = useState(false);
  const [waiting, setWaiting] = useState<RetryState | null>(null);
  const underWay = useRef<AbortController | null>(null);
  const wake = useRef<() => void>(() => undefined);

  const stop = useCallback(() => {
    underWay.current?.abort();
    underWay.current = null;
    setBusy(false);
    setWaiting(null);
  }, []);
  useEffect(() => {
    const undo = onLeaving(() => underWay.current?.abort());
    return () => {
      undo();
      underWay.current?.abort();
    };
  }, []);

  const run = useCallback(
    async <T>(ask: () => Promise<T>): Promise<RetryResult<T> | null> => {
      stop();
      const own = new AbortController();
      underWay.current = own;
      setBusy(true);
      try {
        const value = await retry(ask, {
          isPublic: isDoor,
          signal: own.signal,
          onRetryScheduled: (next) => !own.signal.aborted && setWaiting(next),
          onWaker: (next) => {
            wake.current = next;
          },
        });
        return own.signal.aborted ? null : { ok: true, value };
      } catch (fault) {
        return own.signal.aborted ? null : { ok: false, fault };
      } finally {
        if (underWay.current === own) stop();
      }
    },
    [isDoor, stop],
  );
  return { busy, waiting, run, stop, tryNow: useCallback(() => wake.current(), []) };
}
