/** The names of circles that a page names by their ids alone. */
import type { CircleSummary } from '@holdspace/protocol';
import { useMemo } from 'react';
import { useStaffQuery } from '../page/use-staff-query.ts';

/** Null while a name is unknown: it is not loaded yet, or there is no such circle for this person. */
export type CircleNameOf = (circle: string) => string | null;

/** `ids` may have repetitions. Names are loaded once, and again when another circle is named. */
export function useCircleNames(ids: readonly string[]): CircleNameOf {
  const wanted = [...new Set(ids)].sort();
  const [circles] = useStaffQuery(
    (api): Promise<readonly CircleSummary[]> =>
      wanted.length === 0 ? Promise.resolve([]) : api.circlesById(wanted),
    wanted.join(' '),
  );
  const found = circles.state === 'there' ? circles.value : null;
  return useMemo(() => {
    const names = new Map((found ?? []).map(({ id, name }) => [id, name]));
    return (circle) => names.get(circle) || null;
  }, [found]);
}
