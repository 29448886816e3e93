/** Data of the server that a screen loads when it opens, with retries, and loads again on request. */

import type { Api } from '@holdspace/client';
import { ApiProblem, api } from '@holdspace/client';
import type { ProblemBody } from '@holdspace/protocol';
import { useCallback, useEffect, useState } from 'react';
import { type RetryState, retry } from './retry.ts';

export type QueryState<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'there'; readonly value: T }
  | QueryFailure;

export interface QueryFailure {
  readonly state: 'failed';
  /** As in `ApiProblem`: 0 when the server was not reached. */
  readonly status: number;
  readonly problem: ProblemBody;
  /** It is asked again by itself (CON-1); null when the server decided. */
  readonly waiting: RetryState | null;
}

const unknownProblem: ProblemBody = { code: 'fault', message: '' };

export const apiProblemOf = (fault: unknown): { status: number; problem: ProblemBody } =>
  fault instanceof ApiProblem
    ? { status: fault.status, problem: fault.problem }
    : { status: 0, problem: unknownProblem };

/**
 * Loaded data stays while it is loaded again. `every`: again after so many ms, while
 * the page is visible; it stays when the server is not reached.
 */
export function useQuery<T>(
  load: (api: Api) => Promise<T>,
  key = '',
  every?: number,
): [QueryState<T>, again: () => void] {
  const [loaded, setLoaded] = useState<QueryState<T>>({ state: 'loading' });
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is loaded
  useEffect(() => {
    const own = new AbortController();
    const { signal } = own;
    const failed = (fault: unknown, waiting: RetryState | null) => {
      if (!signal.aborted) setLoaded({ state: 'failed', ...apiProblemOf(fault), waiting });
    };
    retry(() => load(api()), {
      signal,
      onRetryScheduled: (waiting, fault) => failed(fault, waiting),
      onWaker: () => undefined,
    }).then(
      (value) => !signal.aborted && setLoaded({ state: 'there', value }),
      (fault: unknown) => failed(fault, null),
    );
    return () => own.abort();
  }, [key, times]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is loaded
  useEffect(() => {
    if (!every) return;
    let gone = false;
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      load(api()).then(
        (value) => !gone && setLoaded({ state: 'there', value }),
        () => undefined,
      );
    };
    const timer = setInterval(look, every);
    document.addEventListener('visibilitychange', look);
    return () => {
      gone = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [key, every]);
  return [loaded, useCallback(() => setTimes((before) => before + 1), [])];
}
