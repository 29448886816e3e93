/**
 * Names of people. The view names only people who are in; names of people who left are kept as
 * long as this page is open. Names of hidden people appear only in the list of hidden people
 * (VOI-9); they are kept for this tab.
 */
import type { PersonId } from '@holdspace/protocol';
import { useCallback, useRef } from 'react';
import { tabStorage } from '../../lib/storage/storage.ts';
import type { CircleView } from './circle-view.ts';

export type NameOf = (id: PersonId | null | undefined) => string;

interface PersonNames {
  readonly nameOf: NameOf;
  readonly hiddenName: (id: PersonId) => string | undefined;
}

export function usePersonNames(circle: string, view: CircleView, unknown: string): PersonNames {
  const known = useRef(new Map<PersonId, string>());
  for (const { id, name } of view.people) if (name !== '') known.current.set(id, name);
  known.current.set(view.mine.person, view.mine.name);
  const hidden = useRef(view.mine.hidden);
  if (hidden.current !== view.mine.hidden) {
    hidden.current = view.mine.hidden;
    storeHiddenNames(circle, view.mine.hidden, known.current);
  }
  const nameOf = useCallback<NameOf>(
    (id) => {
      if (!id) return '';
      return hidden.current.includes(id) ? unknown : (known.current.get(id) ?? unknown);
    },
    [unknown],
  );
  const hiddenName = useCallback(
    (id: PersonId) => known.current.get(id) ?? storedHiddenNames(circle)[id],
    [circle],
  );
  return { nameOf, hiddenName };
}

const storedHiddenNames = (circle: string) =>
  tabStorage.read<Record<string, string>>(`hidden.${circle}`) ?? {};

function storeHiddenNames(
  circle: string,
  ids: readonly PersonId[],
  known: Map<PersonId, string>,
): void {
  const before = storedHiddenNames(circle);
  const names = ids.map((id) => [id, known.get(id) ?? before[id] ?? ''] as const);
  tabStorage.write(`hidden.${circle}`, Object.fromEntries(names.filter(([, name]) => name !== '')));
}
