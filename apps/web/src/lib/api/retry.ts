/**
 * Repeats a request until the server answers (CON-1). A decision of the server ends it; after any
 * other failure it is repeated with growing pauses, at once when the network is back, and when the
 * person presses *Try now*.
 */
import { ApiProblem, type FailureCause, failureCauseOf } from '@holdspace/client';

/** Milliseconds before the second try, the third, and so on; the last one stays. */
const retryDelays = [2000, 4000, 8000, 15_000, 30_000] as const;
/** The longest wait, even when the server asks for a longer one. */
const maxDelay = 300_000;
/** A person has to act first; frequent retries do not help. */
const slowCauses: Partial<Record<FailureCause, number>> = { 'set-aside': 60_000, address: 60_000 };

export interface RetryState {
  readonly cause: FailureCause;
  /** The reference of a server fault; the log of the server has the same one. */
  readonly reference?: string | undefined;
  /** The right address, in the server's words, where this one is refused. */
  readonly advice?: string | undefined;
  /** Milliseconds until the next try; null when there is none before a press. */
  readonly wait: number | null;
}

export interface RetryOptions {
  readonly signal: AbortSignal;
  /** Called before each pause, with what went wrong. */
  readonly onRetryScheduled: (waiting: RetryState, fault: unknown) => void;
  /** Called once with the function that ends the current pause. */
  readonly onWaker: (wake: () => void) => void;
  /** The endpoint takes requests of strangers: see `failureCauseOf`. */
  readonly isPublic?: boolean | undefined;
}

/** Milliseconds. `retryAfter`: what the server asked for. `tries`: how many failed before. */
export function retryDelay(
  cause: FailureCause,
  tries: number,
  retryAfter: number | null,
): number | null {
  if (cause === 'cookies') return null;
  const own = slowCauses[cause] ?? retryDelays[Math.min(tries, retryDelays.length - 1)] ?? maxDelay;
  // A random part: many people can share one address, and must not retry at the same moment.
  const spread = 1 + Math.random() / 4;
  return Math.min(maxDelay, Math.max(retryAfter ?? 0, own) * spread);
}

/** Rejects with what the server decided, or with the last fault when the signal ends it. */
export async function retry<T>(
  ask: () => Promise<T>,
  { signal, onRetryScheduled, onWaker, isPublic }: RetryOptions,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (fault) {
      const cause = failureCauseOf(fault, navigator.onLine !== false, isPublic);
      if (signal.aborted || cause === null) throw fault;
      const known = fault instanceof ApiProblem ? fault : null;
      const wait = retryDelay(cause, tries, known?.retryAfter ?? null);
      const { reference, message, code } = known?.problem ?? {};
      const advice = code === 'wrong-address' ? message : undefined;
      onRetryScheduled({ cause, wait, reference, advice }, fault);
      await waitForRetry(wait, signal, onWaker);
      if (signal.aborted) throw fault;
    }
  }
}

/** Resolves after its time, by `wake`, by the signal, or when the network is back. */
function waitForRetry(
  wait: number | null,
  signal: AbortSignal,
  onWake: RetryOptions['onWaker'],
): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = wait === null ? undefined : setTimeout(end, wait);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
    onWake(end);
  });
}
