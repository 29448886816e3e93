/** Something asked of the server when a screen opens, and asked again on request. */

import type { Api } from '@holdspace/client';
import { ApiProblem, api } from '@holdspace/client';
import type { Problem } from '@holdspace/protocol';
import { useCallback, useEffect, useState } from 'react';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'there'; readonly value: T }
  /** `status` as in `ApiProblem`: 0 when the server was not reached. */
  | { readonly state: 'failed'; readonly status: number; readonly problem: Problem };

const broken: Problem = { code: 'fault', message: '' };

export const problemOf = (fault: unknown): { status: number; problem: Problem } =>
  fault instanceof ApiProblem
    ? { status: fault.status, problem: fault.problem }
    : { status: 0, problem: broken };

/** Milliseconds. */
const askAgain = 8000;

/** The server was not reached, is in trouble, or is asked too much just now. */
const passes = (status: number): boolean => status === 0 || status === 429 || status >= 500;

/**
 * What was there stays there while it is asked for again. `every`: again after so many ms, while
 * somebody looks at the page; what is known then stays when the server is not reached.
 */
export function useLoaded<T>(
  load: (api: Api) => Promise<T>,
  key = '',
  every?: number,
): [Loaded<T>, again: () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is loaded
  useEffect(() => {
    let gone = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      clearTimeout(again);
      load(api()).then(
        (value) => !gone && setLoaded({ state: 'there', value }),
        (fault: unknown) => {
          if (gone) return;
          const failed = problemOf(fault);
          setLoaded({ state: 'failed', ...failed });
          // What passes by itself is tried again by itself (CON-3).
          if (passes(failed.status)) again = setTimeout(ask, askAgain);
        },
      );
    };
    const online = () => again !== undefined && ask();
    window.addEventListener('online', online);
    ask();
    return () => {
      gone = true;
      clearTimeout(again);
      window.removeEventListener('online', online);
    };
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
