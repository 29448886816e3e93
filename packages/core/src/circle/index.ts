/**
 * The circle: its names and agreements, its members and exclusions, the links that lead in, its
 * meetings, and what one meeting leaves for the next. Messages are not its concern.
 */
export {
  type ClauseEdit,
  consentCounts,
  hasAgreed,
  mustStillAgree,
} from './agreements.ts';
export {
  type Agreements,
  type Clause,
  type Consent,
  clauseSlot,
  isCurrentVersion,
  maxClauses,
  type NewClause,
} from './agreements-state.ts';
export { circle } from './circle.ts';
export { type LocalDate, type LocalTime, type Weekday, weekdays } from './civil-date.ts';
export type { CircleCommand, CircleEvent } from './commands.ts';
export {
  countsForCover,
  meetingsForCover,
  nextCoverCheck,
  regularCarersOf,
} from './cover-checks.ts';
export {
  browserMarksOf,
  type CircleOutboxCommand,
  circleOutbox,
  type MemberExclusion,
} from './exclusion.ts';
export { meetingsInFeeds, memberOfFeed } from './feeds.ts';
export { type CircleGuide, type GuidePhase, guideOf, type ShelfEntry, shelfOf } from './guide.ts';
export { intentionOf } from './intention.ts';
export { isJoinRateExceeded } from './link-places.ts';
export * from './links.ts';
export { namesInUse } from './names.ts';
export * from './plan-state.ts';
export { keepCommand, replanCommand, settingsCommand } from './plan-sync.ts';
export {
  maxMeetingMinutes,
  planAheadDueAt,
  planAheadEnd,
  type RhythmChanges,
  type RhythmPlan,
  rhythmChanges,
} from './planning.ts';
export type { PlannedSlot } from './planning-commands.ts';
export {
  type Proposal,
  type ProposalTally,
  type ProposedChange,
  proposalEnd,
  proposalSlots,
} from './proposals-state.ts';
export { returnCodeRefusal } from './return-codes.ts';
export * from './rhythm.ts';
export * from './rhythm-problems.ts';
export { isTimeTaken } from './schedule.ts';
export {
  newcomerHasSeat,
  type OwnSeat,
  ownSeatIn,
  type SeatPlan,
  type SeatToken,
  type SeatTokenOf,
  seatKeySlot,
  seatPlan,
  waitingPlaceIn,
} from './seat-list.ts';
export {
  activeSession,
  activeSessionsOf,
  maxBrowserMarks,
  maxCodeSessions,
  type NewSession,
  noticeLifetime,
  noticesFor,
  returnCodeHold,
  type Session,
  type SessionEnding,
  type SessionEndReason,
  type SessionOrigin,
  type SignInNotice,
  samePressWindow,
  sessionEndingOf,
  wasStartedBy,
} from './sessions.ts';
export {
  isGuestFacilitator,
  mayBecomeStaff,
  memberOfStaff,
  type StaffOfMember,
} from './staff-members.ts';
export * from './standing.ts';
export { type CircleState, circleSlots, type Member } from './state.ts';
