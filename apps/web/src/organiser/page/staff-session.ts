/** The identity that this browser is signed in as; every page below `OrganiserPage` has it. */
import type { Me, StaffRole } from '@holdspace/protocol';
import { createContext, useContext } from 'react';

/** A circle that this browser leads since before there was staff (STF-7). */
export type GuestCircle = Pick<Me['circles'][number], 'circle' | 'circleName'>;

export const guestCirclesOf = ({ circles, becomeStaff = [] }: Me): readonly GuestCircle[] =>
  circles.filter(({ circle }) => becomeStaff.includes(circle));

export interface SignedInStaff {
  readonly id: string;
  readonly roles: readonly StaffRole[];
  readonly guestCircles: readonly GuestCircle[];
  /** Asks the server again, for instance after a sign-out: the page of the sign-in follows. */
  readonly recheck: () => void;
}

const StaffSessionContext = createContext<SignedInStaff>({
  ...{ id: '', roles: [], guestCircles: [], recheck: () => undefined },
});
export const StaffSessionProvider = StaffSessionContext.Provider;
export const useStaffSession = (): SignedInStaff => useContext(StaffSessionContext);
