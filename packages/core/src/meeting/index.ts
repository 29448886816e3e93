/** A live gathering of a circle, as pure functions. */
export type { MeetingDeadline, MeetingSystemCommand } from './deadlines.ts';
export { meetingDeadlines } from './deadlines.ts';
export type { MeetingEvent } from './events.ts';
export { exclusionStatus, isExcluded } from './exclusion-status.ts';
export { isRestrictedInMeeting } from './forgetting.ts';
export { meeting } from './meeting.ts';
export type { MeetingOutboxCommand } from './outbox.ts';
export { followsReceipt, meetingOutbox } from './outbox.ts';
export type { MeetingFact } from './rule.ts';
export type { MeetingState } from './state.ts';
export { isInMeeting, isMeetingOver } from './state.ts';
