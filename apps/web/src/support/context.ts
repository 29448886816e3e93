/** What the support can offer where one is; outside of a circle it is the resources alone. */
import type { Card, CommandAnswer, HelpKind, PersonId, Report, Thread } from '@holdspace/protocol';
import { createContext, useContext } from 'react';

export interface SupportHere {
  /** Null outside of a circle. */
  readonly circle: string | null;
  readonly resources: Card['support'];
  /** The help line: to the facilitators alone, with or without words. Null where there is none. */
  readonly ask: ((kind: HelpKind, text: string) => Promise<CommandAnswer>) | null;
  /** One's next words in a thread of one's own. Null where there is none to ask. */
  readonly answer: ((thread: Thread['id'], text: string) => Promise<CommandAnswer>) | null;
  /** Something is on its way to the facilitators. */
  readonly underWay: boolean;
  /** One's own. */
  readonly threads: readonly Thread[];
  readonly reports: readonly Report[];
  readonly me: PersonId | null;
  readonly nameOf: (id: PersonId) => string;
  readonly stepOut: (() => Promise<boolean>) | null;
  /** The sheet stands around the screens, and not in the bar of each of them. */
  readonly isHosted: boolean;
}

/** Where nobody of a circle can be asked: whom one can reach by oneself. */
export const resourcesAlone = (resources: Card['support']): SupportHere => ({
  circle: null,
  resources,
  ask: null,
  answer: null,
  underWay: false,
  threads: [],
  reports: [],
  me: null,
  nameOf: () => '',
  stepOut: null,
  isHosted: false,
});

const SupportContext = createContext<SupportHere>(resourcesAlone([]));
export const SupportProvider = SupportContext.Provider;
export const useSupport = (): SupportHere => useContext(SupportContext);
