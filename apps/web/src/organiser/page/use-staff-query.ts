/** `useQuery` for what staff alone may read. */
import { type StaffApi, staffApi } from '@holdspace/client';
import { type QueryState, useQuery } from '../../lib/api/use-query.ts';

/** `every`: loaded again after so many ms, while the page is visible. */
export const useStaffQuery = <T>(
  load: (api: StaffApi) => Promise<T>,
  key = '',
  every?: number,
): [QueryState<T>, again: () => void] => useQuery(() => load(staffApi()), key, every);
