/** Asks the server something, and waits for the answer no longer than its deadline. */

// Outward in: this deadline is longer than the server's own.
const timeout = 10_000;

/** `late` gives the answer when none came in time. Who clears the timers no longer waits. */
export const askInTime = <Answer>(
  ask: (answer: (value: Answer) => void) => void,
  late: () => Answer,
  timers = new Set<ReturnType<typeof setTimeout>>(),
): Promise<Answer> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      resolve(late());
    }, timeout);
    timers.add(timer);
    ask((value) => {
      clearTimeout(timer);
      timers.delete(timer);
      resolve(value);
    });
  });
