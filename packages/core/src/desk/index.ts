/**
 * The desk of a circle: the help line, notes, appeals and reports, what facilitators say among
 * themselves, the receipts of moderation, and the organiser's side of it. Whoever belongs to
 * the circle may always write here: muted, waiting, removed, excluded (VOI-4, VOI-7).
 */
export { endOfHour, type Feedback, type WaitingFeedback } from './after.ts';
export {
  deskChange,
  deskHeld,
  deskOlder,
  deskPage,
  type HeldDesk,
  listChange,
  threadChange,
} from './changes.ts';
export type { About, DeskAsk, DeskSystemCommand, IncidentKind } from './commands.ts';
export { type DeskStanding, desk, mayAtDesk, mayInThreads } from './desk.ts';
export type { DeskEvent } from './events.ts';
export { type Quota, quotas } from './quota.ts';
export { type FileReceipt, recordOf, withFiled } from './receipts.ts';
export type { DeskFact } from './rule.ts';
export type { DeskState } from './state.ts';
export { hasOpenCalls } from './threads.ts';
export { type DeskView, deskOf, type OrganiserDesk, organiserDeskOf } from './view.ts';
