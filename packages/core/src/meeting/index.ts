/** A live gathering of a circle, as pure functions. */
export { anewFor, publicChanges } from './changes.ts';
export type { MeetingDeadline, SystemCommand } from './due.ts';
export { meetingDeadlines } from './due.ts';
export type { MeetingEvent } from './events.ts';
export { isBoundIn } from './forgetting.ts';
export { meeting } from './meeting.ts';
export type { Outbound } from './outgoing.ts';
export { followsReceipt, outbox } from './outgoing.ts';
export type { MeetingFact } from './rule.ts';
export { isExcluded, isShutOut } from './shut-out.ts';
export type { MeetingState } from './state.ts';
export { isIn, isOver } from './state.ts';
export { type Touched, touched } from './touched.ts';
export type { MeetingView, PrivatePart, Viewer } from './view.ts';
export { messageOf, peopleOf, privateOf, stageOf, timelineOf, viewOf } from './view.ts';
