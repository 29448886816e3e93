/** One membership on the pages of its circle, also outside of a meeting: whose devices are shown. */
import { createContext, useContext } from 'react';

export interface MembershipScope {
  readonly circle: string;
  /** Opens the sheet of one's devices and return code. */
  readonly openDevices: () => void;
}

const MembershipContext = createContext<MembershipScope | null>(null);
export const MembershipProvider = MembershipContext.Provider;

export function useMembership(): MembershipScope {
  const value = useContext(MembershipContext);
  if (!value) throw new Error('No circle here.');
  return value;
}
