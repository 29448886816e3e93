/** What was read already, kept for this tab under one key. */
import { useState } from 'react';
import { tabStorage } from '../lib/storage/storage.ts';

export function useReadIds(
  key: string,
): [read: readonly string[], setRead: (read: readonly string[]) => void] {
  const [read, setRead] = useState<readonly string[]>(
    () => tabStorage.read<readonly string[]>(key) ?? [],
  );
  const put = (all: readonly string[]) => {
    setRead(all);
    tabStorage.write(key, all);
  };
  return [read, put];
}
