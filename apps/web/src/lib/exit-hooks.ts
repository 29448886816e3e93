/** What other modules do when the person leaves in a hurry (EXIT-1): `app/leave/leave.ts` runs it. */

const exitHooks = new Set<() => void>();

/** Runs `hook` on the way out, for instance to close a socket. Returns its removal. */
export function onLeaving(hook: () => void): () => void {
  exitHooks.add(hook);
  return () => exitHooks.delete(hook);
}

/** All hooks, in the order in which they were added. */
export const registeredExitHooks = (): readonly (() => void)[] => [...exitHooks];
