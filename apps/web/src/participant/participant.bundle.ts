/** The parts that are loaded together, apart from the circle itself. */

export { EarlyPage, LeftPage, SteppedOutPage } from './away-pages.tsx';
export { CallAlertPrompt } from './call-alert-prompt.tsx';
export { ChangedAgreementsPage } from './changed-agreements-page.tsx';
export { AftercarePage, ClosedPage } from './closing-pages.tsx';
export { CentreState, ResponsesState, RoundOverState } from './floor-states.tsx';
export { InboxNotice } from './inbox-notice.tsx';
export { IntentionReview } from './intention-review.tsx';
export { MembershipSheet } from './membership-sheet.tsx';
export { MessageActions } from './message-actions.tsx';
export { ModerationNotices, MuteNotice } from './moderation-notices.tsx';
export { NoShow } from './no-show.tsx';
export { OnlyFacilitatorNotice } from './only-facilitator-notice.tsx';
export { OwnReports } from './own-reports.tsx';
export { PausedCard } from './paused-card.tsx';
export { PeopleSheet } from './people-sheet.tsx';
export { PersonalSheet } from './personal-sheet.tsx';
export { RemovedPage } from './removed-page.tsx';
export { SavedReplyNotice } from './saved-reply-notice.tsx';
export { StandInNotice } from './stand-in.tsx';
export { Threshold } from './threshold.tsx';
export { UnsentWarning } from './unsent-warning.tsx';
export { WaitingRoomPage } from './waiting-room.tsx';
