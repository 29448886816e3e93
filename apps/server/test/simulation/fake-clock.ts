/**
 * The only clock of a simulation: time passes when the test lets it, and everything that
 * waits for a moment, in servers and clients alike, is called at it, one after another.
 */
import { vi } from 'vitest';

/** Every world begins at the same moment. */
const startTime = Date.parse('2026-05-05T18:00:00Z');

export function startClock(): void {
  vi.useFakeTimers({ now: startTime });
}

export function stopClock(): void {
  vi.clearAllTimers();
  vi.useRealTimers();
}

/** Lets so many milliseconds pass. */
export const advance = async (ms: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(ms);
};

/** What is simulated waits by this. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** `node:timers/promises` on this clock. */
export const mockTimers = { setTimeout: pause };

/** A process that was killed hears of nothing any more. */
export const never = new Promise<never>(() => undefined);

/** Waits for work that waits for ends of turns of the event loop; each takes a millisecond here. */
export async function onClock<T>(work: Promise<T>): Promise<T> {
  let isDone = false;
  const finished = () => {
    isDone = true;
  };
  work.then(finished, finished);
  while (!isDone) await vi.advanceTimersByTimeAsync(1);
  return work;
}
