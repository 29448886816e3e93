/** What this tab exchanges with the desk: queued texts, and older items of its lists. */
import type { DeskListName } from '@holdspace/protocol';
import { createContext, useContext } from 'react';

export interface DeskConnection {
  /** So many texts are kept here, and go by themselves when the desk takes them (DSK-9). */
  readonly queued: number;
  /** Fetches older items of one list; false when there were none. */
  readonly loadEarlier: (list: DeskListName) => Promise<boolean>;
}

const DeskConnectionContext = createContext<DeskConnection>({
  queued: 0,
  loadEarlier: () => Promise.resolve(false),
});
export const DeskConnectionProvider = DeskConnectionContext.Provider;
export const useDeskConnection = (): DeskConnection => useContext(DeskConnectionContext);
