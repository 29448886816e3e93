/** Appends the requests of a group that nothing speaks against; the others get their own fault. */
import type { AppendOutcome, AppendRequest, StoreFault } from './store.ts';

export async function appendSound(
  group: readonly AppendRequest[],
  faultOf: (append: AppendRequest) => StoreFault | null,
  appendAll: (sound: readonly AppendRequest[]) => Promise<readonly AppendOutcome[]>,
): Promise<readonly AppendOutcome[]> {
  const faults = group.map(faultOf);
  if (faults.every((fault) => fault === null)) return appendAll(group);
  const sound = group.filter((_, i) => faults[i] === null);
  const outcomes = sound.length > 0 ? await appendAll(sound) : [];
  let next = 0;
  return faults.map((fault) => (fault ? { fault } : (outcomes[next++] as AppendOutcome)));
}
