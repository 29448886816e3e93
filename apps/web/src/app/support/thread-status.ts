/** The states of a thread between a person and the facilitators. */
import type { Thread } from '@holdspace/protocol';

/** True when no facilitator has seen the last entry of the person. */
export const isUnseenThread = ({ state }: Pick<Thread, 'state'>): boolean =>
  state === 'sent' || state === 'unseen';

/** A call for help of another person; a facilitator who was affected asks for care, not for help. */
export const isCallForHelp = ({ kind, help }: Pick<Thread, 'kind' | 'help'>): boolean =>
  kind === 'help' && help !== 'affected';

/** Answered or not, a call for help is open until it is closed on purpose (DSK-7). */
export const isOpenCall = (thread: Pick<Thread, 'kind' | 'help' | 'state'>): boolean =>
  isCallForHelp(thread) && thread.state !== 'closed';

/** True for a closed call, and for any other thread that is answered or closed. */
export const isThreadDone = ({ kind, state }: Pick<Thread, 'kind' | 'state'>): boolean =>
  state === 'closed' || (kind !== 'help' && state === 'answered');

/** When the thread began to wait: the time of the first unanswered entry of the person. */
export function waitingSince({ by, entries }: Pick<Thread, 'by' | 'entries'>): number {
  const answered = entries.findLastIndex((entry) => entry.by !== by);
  return (entries[answered + 1] ?? entries.at(-1))?.at ?? 0;
}
