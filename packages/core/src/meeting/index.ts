/** A live gathering of a circle, as pure functions. */
export { meetingAlertReport, mustReportMeetingAlerts } from './alerts.ts';
export type { MeetingDeadline } from './deadlines.ts';
export { meetingDeadlines } from './deadlines.ts';
export type { MeetingEvent } from './events.ts';
export { isRestrictedInMeeting } from './forgetting.ts';
export { meeting } from './meeting.ts';
export { presenceCheckInterval } from './next-deadline.ts';
export type { KnownMemberNote, MeetingOutboxCommand } from './outbox.ts';
export { followsReceipt, isDeferrable, knownNoteDelay, meetingOutbox } from './outbox.ts';
export { attendeesOf, peopleWithPresence, presenceReport } from './presence.ts';
export { followsFromPresence } from './reactions.ts';
export { followsPlan, followsSettings } from './replan.ts';
export type { MeetingFact } from './rule.ts';
export type { MeetingState } from './state.ts';
export {
  isAttending,
  isInMeeting,
  isMeetingEnded,
  isMeetingOver,
  isUnderWay,
  messageIndexOf,
} from './state.ts';
export type { MeetingSystemCommand } from './system-commands.ts';
