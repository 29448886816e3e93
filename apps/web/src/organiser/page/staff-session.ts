/** The identity that this browser is signed in as; every page below `OrganiserPage` has it. */
import type { StaffRole } from '@holdspace/protocol';
import { createContext, useContext } from 'react';

export interface SignedInStaff {
  readonly id: string;
  readonly roles: readonly StaffRole[];
  /** Asks the server again, for instance after a sign-out: the page of the sign-in follows. */
  readonly recheck: () => void;
}

const StaffSessionContext = createContext<SignedInStaff>({
  ...{ id: '', roles: [], recheck: () => undefined },
});
export const StaffSessionProvider = StaffSessionContext.Provider;
export const useStaffSession = (): SignedInStaff => useContext(StaffSessionContext);
