/** `useQuery` for what staff alone may read. */
import { type StaffApi, staffApi } from '@holdspace/client';
import { type QueryState, useQuery } from '../../lib/api/use-query.ts';

export const useStaffQuery = <T>(
  load: (api: StaffApi) => Promise<T>,
  key = '',
): [QueryState<T>, again: () => void] => useQuery(() => load(staffApi()), key);
