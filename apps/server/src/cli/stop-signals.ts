/**
 * Signals that ask a process to stop: Ctrl-C, a closed window, a service that ends.
 * npm, a terminal and a process group may each send the same signal; each listener decides what it
 * releases.
 */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Whatever comes within this time is an echo of the first. */
const echoWindow = 1000;

/**
 * Ends the process on a second request after the echo window. Returns a function that stops this.
 */
export function exitOnRepeatedSignal(): () => void {
  const since = performance.now();
  const again = () => {
    if (performance.now() - since > echoWindow) process.exit(1);
  };
  for (const name of signals) process.removeAllListeners(name).on(name, again);
  return () => {
    for (const name of signals) process.off(name, again);
  };
}

/** Calls back at the first request. The returned function removes the listener. */
export function onStopSignal(stop: () => void): () => void {
  let quiet: (() => void) | null = null;
  const first = () => {
    quiet = exitOnRepeatedSignal();
    stop();
  };
  for (const name of signals) process.on(name, first);
  return () => {
    for (const name of signals) process.off(name, first);
    quiet?.();
  };
}
