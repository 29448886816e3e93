/**
 * The house: its organisers and how they sign in, its circles, and the members excluded from all
 * of them. The name and the members of a circle are in the circle's own ledger.
 */
export type { HouseCommand, HouseEvent, NewStaffSession } from './commands.ts';
export {
  type BrowserMark,
  type ExcludedMember,
  exclusionsForBrowser,
  type LinkBrowserMark,
} from './exclusions.ts';
export { house } from './house.ts';
export { attributeToOrganiser, type OrganiserAct, withOrganiserAct } from './organiser-acts.ts';
export {
  activeStaffSession,
  organisers,
  type StaffKey,
  type StaffSession,
} from './sign-in.ts';
export {
  circlePrefixLength,
  circlePrefixOf,
  type HouseStanding,
  type HouseState,
  houseSlots,
  isDisowned,
  type OrganiserLink,
  organiserByLink,
  organiserStandingOf,
} from './state.ts';
