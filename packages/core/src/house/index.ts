/**
 * The house: its staff and how they sign in, its circles, and the members excluded from all of
 * them. The name and the members of a circle are in the circle's own ledger.
 */
export {
  circlesSeenBy,
  isContinuedAct,
  isNotedAct,
  type StaffActName,
  type StaffActRule,
  type StaffIdentity,
  type StaffRefusal,
  staffActs,
  staffRefusal,
} from './access.ts';
export {
  type DeliveryResult,
  type DueDelivery,
  dueDeliveries,
  isClaimedBy,
  targetKey,
} from './alert-deliveries.ts';
export {
  escalationOrder,
  escalationStep,
  isSeenByStaff,
  pauseAfterRound,
} from './alert-escalation.ts';
export type { AlertCommand, AlertEvent } from './alert-events.ts';
export {
  alertedThreads,
  alertSeenBy,
  inboxOf,
  openAlertOfThread,
  threadStandingOf,
} from './alert-inbox.ts';
export {
  commandsForReport,
  differsFromTold,
  type ReportedCause,
  reportKeys,
  toldCauses,
} from './alert-reports.ts';
export { alertStepAt, nextAlertDeadline } from './alert-rules.ts';
export {
  type AlertCause,
  type AlertKind,
  type AlertOutcome,
  type AlertSubject,
  alertIdOf,
  alertKinds,
  compareAlerts,
  compareHarm,
  type DeliveryProgress,
  inOrderOfHarm,
  type StaffAlert,
} from './alerts.ts';
export {
  type AlertTarget,
  alertTargetsOf,
  type Channel,
  type ChannelKind,
  type ChannelSetup,
  type ChannelTest,
  channelKinds,
  channelOfKind,
  maxWebhooks,
} from './channels.ts';
export type { ActSubject, HouseCommand, HouseEvent, NewStaffSession } from './commands.ts';
export {
  type CoveredMeeting,
  type CoverLevel,
  callOffLead,
  carerSettingsOf,
  carersOf,
  carriedBy,
  carriesByDefault,
  countCarers,
  coverEntryOf,
  coverLevel,
  coverProblem,
  hasFreePlace,
  type MeetingCarers,
  type OwnCover,
  ownCoverOf,
  type RegularCarers,
  type RegularMeeting,
  takeBackLead,
  uncoveredLead,
} from './cover.ts';
export {
  type CarerLimits,
  ceilingWindow,
  type LimitProblem,
  type MeetingTime,
  maxHoursBetween,
  maxMeetingsAWeek,
} from './cover-limits.ts';
export { coverWatchLead } from './cover-review.ts';
export { type CarerSettings, coverMemory } from './cover-state.ts';
export { debriefCallsFor, openDebriefCall } from './debrief-calls.ts';
export {
  type BrowserMark,
  type ExcludedMember,
  exclusionsForBrowser,
  type LinkBrowserMark,
} from './exclusions.ts';
export { house } from './house.ts';
export { activeKey, type KeyScope, keyScopes, type StaffKey } from './keys.ts';
export { attributeToOrganiser, type OrganiserAct, withOrganiserAct } from './organiser-acts.ts';
export { type HouseOutboxCommand, houseOutbox, type StaffAccessCommand } from './outbox.ts';
export {
  hasFreshProof,
  lacksProof,
  mayChangePasskeys,
  type OwnedPasskey,
  type Passkey,
  passkeyByCredential,
  proofLifetime,
  recoveryWindow,
  type UsedChallenge,
} from './passkeys.ts';
export { type PushDevice, pushDevicesOf } from './push-devices.ts';
export {
  type HouseRecordEntry,
  type HouseRecordFilter,
  matchesRecordFilter,
  type RecordedAct,
  recordedActOf,
  recordedFactsIn,
} from './record.ts';
export {
  activeStaffSession,
  type OpenStaffLink,
  openStaffLink,
  type StaffSession,
  type StaffSignInKind,
  staffSessionsOf,
} from './sign-in.ts';
export { staffOfFeed } from './staff-feeds.ts';
export {
  circleById,
  circleByPrefix,
  circlePrefixLength,
  circlePrefixOf,
  facilitatesCircle,
  type HouseStanding,
  type HouseState,
  houseSlots,
  isDisowned,
  keysOf,
  organiserStandingOf,
  organisers,
  type StaffMember,
  type StaffRole,
  type StaffSignInLink,
  staffRoles,
} from './state.ts';
