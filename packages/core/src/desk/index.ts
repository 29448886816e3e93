/**
 * The desk of a circle: the help line, notes, appeals and reports, what facilitators say among
 * themselves, the receipts of moderation, and the organiser's side of it. Whoever belongs to
 * the circle may always write here: muted, waiting, removed, excluded (VOI-4, VOI-7).
 */

export { deskAlertReport, mustReportDeskAlerts } from './alerts.ts';
export type { DeskRequest, DeskSystemCommand, IncidentKind, ReportSubject } from './commands.ts';
export {
  type DebriefText,
  debriefFor,
  isDebriefOver,
  ownDebriefTexts,
  wasHard,
} from './debriefs.ts';
export { type DeskStanding, desk, deskPermissions } from './desk.ts';
export type { DeskEvent } from './events.ts';
export { endOfHour, type FeedbackEntry, type PendingFeedback } from './feedback-and-incidents.ts';
export { type Quota, quotas } from './quota.ts';
export { type FileReceipt, moderationRecordOf, withFiled } from './receipts.ts';
export type { DeskFact } from './rule.ts';
export type { DeskState } from './state.ts';
export { hasOpenCalls } from './threads.ts';
