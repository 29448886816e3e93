/** What Support offers on a screen; outside of a circle only the resources. */
import type { CircleCardBody, PersonId, Thread } from '@holdspace/protocol';
import { createContext, type ReactNode, useContext } from 'react';

export interface SupportOptions {
  /** Null outside of a circle. */
  readonly circle: string | null;
  readonly resources: CircleCardBody['support'];
  /** True when this person can call the facilitators, with or without a text. */
  readonly canAsk: boolean;
  /** Whether this person can write in their own threads. */
  readonly canAnswer: boolean;
  /** Leads to where this person can ask the facilitators; null where they ask here, or cannot. */
  readonly elsewhere: ReactNode;
  /** True while an entry is being sent. */
  readonly isSending: boolean;
  /** One's own. */
  readonly threads: readonly Thread[];
  /** Shown above *Step out*; null for nothing. */
  readonly beforeStepOut: ReactNode;
  /** The reports of this person and how each stands; null when there is none. */
  readonly ownReports: ReactNode;
  readonly me: PersonId | null;
  readonly nameOf: (id: PersonId) => string;
  readonly stepOut: (() => Promise<boolean>) | null;
  /** Set by the sheet of the whole page. */
  readonly isHosted: boolean;
}

/** Outside of a circle: only contacts that a person reaches without it. */
export const resourcesOnly = (resources: CircleCardBody['support']): SupportOptions => ({
  circle: null,
  resources,
  canAsk: false,
  canAnswer: false,
  elsewhere: null,
  isSending: false,
  threads: [],
  beforeStepOut: null,
  ownReports: null,
  me: null,
  nameOf: () => '',
  stepOut: null,
  isHosted: false,
});

const SupportContext = createContext<SupportOptions>(resourcesOnly([]));
export const SupportProvider = SupportContext.Provider;
export const useSupport = (): SupportOptions => useContext(SupportContext);
