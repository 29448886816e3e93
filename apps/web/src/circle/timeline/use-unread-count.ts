/** How many messages of others came since the end of the list was last in sight. */
import type { Message, PersonId } from '@holdspace/protocol';
import { useRef } from 'react';

export function useUnreadCount(
  timeline: readonly Message[],
  me: PersonId,
  isAtEnd: boolean,
): number {
  const lastId = useRef(timeline.at(-1)?.id);
  if (isAtEnd) lastId.current = timeline.at(-1)?.id;
  if (isAtEnd) return 0;
  const lastIndex = timeline.findIndex(({ id }) => id === lastId.current);
  return timeline.slice(lastIndex + 1).filter(({ by, text }) => by !== me && text !== '').length;
}
