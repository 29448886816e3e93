/**
 * The wish to stop as it reaches a process: Ctrl-C, a closed window, a service that ends.
 * npm, a terminal and a process group may each bring the same wish; each listener decides what it
 * releases.
 */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Whatever comes within this time is an echo of the first. */
const echoWindow = 1000;

/** From the first wish on: only one that comes later is meant as "at once". */
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

/** Calls back at the first wish. What it returns ends the listening. */
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
