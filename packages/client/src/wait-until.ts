/** Waits for a condition on a subscription: rejects at `until`, by performance.now. */
export function waitUntil(
  subscribe: (listener: () => void) => () => void,
  holds: () => boolean,
  until: number,
): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = subscribe(() => {
      if (!holds()) return;
      clearTimeout(timer);
      stop();
      resolve();
    });
    const timer = setTimeout(() => {
      stop();
      reject(new Error('No answer.'));
    }, until - performance.now());
  });
}
