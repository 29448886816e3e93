/** How this tab reaches the desk: what waits to be taken there, and older items of its lists. */
import type { DeskList } from '@holdspace/protocol';
import { createContext, useContext } from 'react';

export interface DeskReach {
  /** So many texts are kept here, and go by themselves when the desk takes them (DSK-9). */
  readonly queued: number;
  /** Fetches older items of one list; false when there were none. */
  readonly older: (list: DeskList) => Promise<boolean>;
}

const DeskReachContext = createContext<DeskReach>({
  queued: 0,
  older: () => Promise.resolve(false),
});
export const DeskReachProvider = DeskReachContext.Provider;
export const useDeskReach = (): DeskReach => useContext(DeskReachContext);
