/** What the support can offer where one is; outside of a circle it is the resources alone. */
import type { Card, PersonId, Thread } from '@holdspace/protocol';
import { createContext, useContext } from 'react';

export interface SupportHere {
  readonly resources: Card['support'];
  /** Writes to the facilitators alone; true when they have it. Null where nobody can get it. */
  readonly note: ((text: string) => Promise<boolean>) | null;
  readonly threads: readonly Thread[];
  readonly me: PersonId | null;
  readonly stepOut: (() => Promise<boolean>) | null;
}

const SupportContext = createContext<SupportHere>({
  resources: [],
  note: null,
  threads: [],
  me: null,
  stepOut: null,
});
export const SupportProvider = SupportContext.Provider;
export const useSupport = (): SupportHere => useContext(SupportContext);
