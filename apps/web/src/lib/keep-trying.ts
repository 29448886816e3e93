/**
 * Asks the server until it answers (CON-1). What the server decides ends it; every other cause
 * passes, so it is asked again after a while that grows, at once when the network is back, and
 * whenever the person presses *Try now*.
 */
import { ApiProblem, type Cause, causeOf } from '@holdspace/client';

/** Milliseconds before the second try, the third, and so on; the last one stays. */
const pauses = [2000, 4000, 8000, 15_000, 30_000] as const;
/** Nobody waits longer than this, whatever the server wishes. */
const longest = 300_000;
/** Somebody has to act first; asking often does not help. */
const slowly: Partial<Record<Cause, number>> = { 'set-aside': 60_000, address: 60_000 };

export interface Waiting {
  readonly cause: Cause;
  /** Of a fault of the server; the server's log has the same one. */
  readonly reference?: string | undefined;
  /** The right address, in the server's words, where this one is refused. */
  readonly advice?: string | undefined;
  /** Milliseconds until the next try; null when there is none before a press. */
  readonly wait: number | null;
}

export interface KeepTrying {
  readonly signal: AbortSignal;
  /** Called before each pause, with what went wrong. */
  readonly onWaiting: (waiting: Waiting, fault: unknown) => void;
  /** Called once with what ends the pause under way. */
  readonly onWake: (wake: () => void) => void;
  /** Asked at a door for strangers: see `causeOf`. */
  readonly isDoor?: boolean | undefined;
}

/** Milliseconds. `retryAfter`: what the server asked for. `tries`: how many failed before. */
export function pauseBefore(cause: Cause, tries: number, retryAfter: number | null): number | null {
  if (cause === 'cookies') return null;
  const own = slowly[cause] ?? pauses[Math.min(tries, pauses.length - 1)] ?? longest;
  // Not all in the same moment: a whole charity may sit behind one address.
  const spread = 1 + Math.random() / 4;
  return Math.min(longest, Math.max(retryAfter ?? 0, own) * spread);
}

/** Rejects with what the server decided, or with the last fault when the signal ends it. */
export async function keepTrying<T>(
  ask: () => Promise<T>,
  { signal, onWaiting, onWake, isDoor }: KeepTrying,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (fault) {
      const cause = causeOf(fault, navigator.onLine !== false, isDoor);
      if (signal.aborted || cause === null) throw fault;
      const known = fault instanceof ApiProblem ? fault : null;
      const wait = pauseBefore(cause, tries, known?.retryAfter ?? null);
      const { reference, message, code } = known?.problem ?? {};
      const advice = code === 'wrong-address' ? message : undefined;
      onWaiting({ cause, wait, reference, advice }, fault);
      await pause(wait, signal, onWake);
      if (signal.aborted) throw fault;
    }
  }
}

/** Ends at its time, by `wake`, by the signal, and when the network is back. */
function pause(
  wait: number | null,
  signal: AbortSignal,
  onWake: KeepTrying['onWake'],
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
