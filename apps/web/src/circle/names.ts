/**
 * Names of people who have left stay beside their words for as long as this page is open:
 * the view names only those who are in.
 */
import type { PersonId, View } from '@holdspace/protocol';
import { useCallback, useRef } from 'react';

export type NameOf = (id: PersonId | null | undefined) => string;

export function useNames(view: View, unknown: string): NameOf {
  const known = useRef(new Map<PersonId, string>());
  for (const { id, name } of view.people) known.current.set(id, name);
  known.current.set(view.mine.person, view.mine.name);
  return useCallback((id) => (id ? (known.current.get(id) ?? unknown) : ''), [unknown]);
}
