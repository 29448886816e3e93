/** What a thread with the facilitators asks of either side. */
import type { Thread } from '@holdspace/protocol';

/** Nobody has looked at the last words of its person. */
export const isUnseenThread = ({ state }: Pick<Thread, 'state'>): boolean =>
  state === 'sent' || state === 'unseen';

/** A call for help of somebody; a facilitator who was affected asks for care, not for help. */
export const isCallForHelp = ({ kind, help }: Pick<Thread, 'kind' | 'help'>): boolean =>
  kind === 'help' && help !== 'affected';

/** Answered or not, a call for help is open until it is closed on purpose (DSK-7). */
export const isOpenCall = (thread: Pick<Thread, 'kind' | 'help' | 'state'>): boolean =>
  isCallForHelp(thread) && thread.state !== 'closed';

/** Nothing is left to do: a call that was closed, anything else that was answered or closed. */
export const isThreadDone = ({ kind, state }: Pick<Thread, 'kind' | 'state'>): boolean =>
  state === 'closed' || (kind !== 'help' && state === 'answered');

/** Since when it waits: the first words of the writer that nobody has answered. */
export function waitingSince({ by, entries }: Pick<Thread, 'by' | 'entries'>): number {
  const answered = entries.findLastIndex((entry) => entry.by !== by);
  return (entries[answered + 1] ?? entries.at(-1))?.at ?? 0;
}
