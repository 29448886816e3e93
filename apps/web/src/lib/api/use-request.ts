/**
 * The only way a screen sends an HTTP request after a press, one at a time:
 *
 *     const request = useRequest();
 *     const result = await request.run((api) => api.signOut(circle));
 *     if (result?.ok) onChanged();
 *     <Button busy={request.busy}>…</Button> <CommandError command={request} />
 *
 * With `retries` the request is repeated until the server answers (CON-1): `waiting` says why
 * there is no answer yet and when the next try is, and `RetryNotice` shows it. Without, the first
 * failure ends it, for what must not be done twice. Loading uses `use-query.ts`.
 */
import { type Api, ApiProblem, api } from '@holdspace/client';
import type { ProblemBody } from '@holdspace/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { onLeaving } from '../exit-hooks.ts';
import { errorText } from '../i18n/cause-texts.ts';
import { type RetryState, retry } from './retry.ts';

export type RequestResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: unknown };

export interface RequestHandle {
  /** A request is running, or waits for its next try. */
  readonly busy: boolean;
  /** Why it waits for its next try; null when it does not wait. */
  readonly waiting: RetryState | null;
  /** Why the last request failed, in one sentence; null when there is nothing to show. */
  readonly errorText: string | null;
  /** What the server decided about the last request; null when it did not answer or accepted it. */
  readonly problem: ProblemBody | null;
  /** Resolves with null when `stop` or another `run` ended it. It never rejects. */
  readonly run: <T>(request: (api: Api) => Promise<T>) => Promise<RequestResult<T> | null>;
  /** Ends the pause before the next try. */
  readonly tryNow: () => void;
  readonly stop: () => void;
  /** Removes what is shown. */
  readonly reset: () => void;
}

interface RequestOptions {
  readonly retries?: boolean;
  /** The endpoint takes requests of strangers: see `failureCauseOf`. */
  readonly isPublic?: boolean;
}

interface RequestFailure {
  readonly fault: unknown;
  readonly text: string;
}

export function useRequest({
  retries = false,
  isPublic = false,
}: RequestOptions = {}): RequestHandle {
  const [busy, setBusy] = useState(false);
  const [waiting, setWaiting] = useState<RetryState | null>(null);
  const [failure, setFailure] = useState<RequestFailure | null>(null);
  const current = useRef<AbortController | null>(null);
  const wake = useRef<() => void>(() => undefined);

  const stop = useCallback(() => {
    current.current?.abort();
    current.current = null;
    setBusy(false);
    setWaiting(null);
  }, []);
  useEffect(() => {
    const removeHook = onLeaving(() => current.current?.abort());
    return () => {
      removeHook();
      current.current?.abort();
    };
  }, []);

  const run: RequestHandle['run'] = useCallback(
    async <T>(request: (api: Api) => Promise<T>): Promise<RequestResult<T> | null> => {
      stop();
      const own = new AbortController();
      const { signal } = own;
      current.current = own;
      setBusy(true);
      setFailure(null);
      const send = () => request(api());
      try {
        const value = await (retries
          ? retry(send, {
              ...{ isPublic, signal },
              onRetryScheduled: (next) => !signal.aborted && setWaiting(next),
              onWaker: (next) => {
                wake.current = next;
              },
            })
          : send());
        return signal.aborted ? null : { ok: true, value };
      } catch (fault) {
        if (signal.aborted) return null;
        setFailure({ fault, text: errorText(fault, isPublic) });
        return { ok: false, fault };
      } finally {
        if (current.current === own) stop();
      }
    },
    [retries, isPublic, stop],
  );
  return {
    ...{ busy, waiting, run, stop },
    reset: useCallback(() => setFailure(null), []),
    errorText: failure?.text ?? null,
    problem: failure?.fault instanceof ApiProblem ? failure.fault.problem : null,
    tryNow: useCallback(() => wake.current(), []),
  };
}
