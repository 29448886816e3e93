/** What rows show beside their messages, from the view; the same object while it is the same. */
import { useMemo } from 'react';
import { useKeptEqual, useKeptItems } from '../../lib/use-kept.ts';
import { useCircle } from '../model/circle-context.ts';
import { messageRights } from '../model/message-actions.ts';
import type { RowContext } from './timeline-chunk-list.tsx';

export function useRowContext(): RowContext {
  const { view, nameOf } = useCircle();
  const { people, mine, heard } = view;
  const rights = useKeptEqual(messageRights(view));
  const gifts = useKeptItems(mine.resonance.map((gift) => ({ ...gift, name: nameOf(gift.by) })));
  // Names are read by `nameOf`, which stays the same: a change of people is a change for rows.
  const known = useMemo(
    () => ({
      nameOf,
      participants: new Set(
        people.filter(({ role }) => role === 'participant').map(({ id }) => id),
      ),
    }),
    [nameOf, people],
  );
  return useMemo(() => ({ ...known, rights, heard, gifts }), [known, rights, heard, gifts]);
}
