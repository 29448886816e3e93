/** Which threads nobody has looked at, and since when they wait. */
import type { Thread } from '@holdspace/protocol';

export const isNew = ({ state }: Pick<Thread, 'state'>): boolean =>
  state === 'sent' || state === 'unseen';

/** Since when it waits: the first words of the writer that nobody has answered. */
export function sinceOf({ by, entries }: Pick<Thread, 'by' | 'entries'>): number {
  const answered = entries.findLastIndex((entry) => entry.by !== by);
  return (entries[answered + 1] ?? entries.at(-1))?.at ?? 0;
}
