/** What Support offers on a screen; outside of a circle only the resources. */
import type { CircleCardBody, PersonId, Thread } from '@holdspace/protocol';
import { createContext, type ReactNode, useContext } from 'react';

export interface SupportOptions {
  /** Null outside of a circle. */
  readonly circle: string | null;
  readonly resources: CircleCardBody['support'];
  /** Whether the facilitators can be asked for help, with or without words. */
  readonly canAsk: boolean;
  /** Whether this person can write in their own threads. */
  readonly canAnswer: boolean;
  /** Words to the facilitators are being sent. */
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
  /** The sheet stands around the screens, and not in the bar of each of them. */
  readonly isHosted: boolean;
}

/** Outside of a circle: only contacts that a person reaches without it. */
export const resourcesOnly = (resources: CircleCardBody['support']): SupportOptions => ({
  circle: null,
  resources,
  canAsk: false,
  canAnswer: false,
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
