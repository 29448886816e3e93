/** What the support can offer where one is; outside of a circle it is the resources alone. */
import type {
  CircleCardBody,
  CommandAnswer,
  HelpKind,
  PersonId,
  Report,
  Thread,
} from '@holdspace/protocol';
import { createContext, useContext } from 'react';

export interface SupportOptions {
  /** Null outside of a circle. */
  readonly circle: string | null;
  readonly resources: CircleCardBody['support'];
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
export const resourcesOnly = (resources: CircleCardBody['support']): SupportOptions => ({
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

const SupportContext = createContext<SupportOptions>(resourcesOnly([]));
export const SupportProvider = SupportContext.Provider;
export const useSupport = (): SupportOptions => useContext(SupportContext);
