/** Parts of a participant that are loaded together when the first of them is needed. */
import { lazyBundle } from '../lib/loading/lazy-bundle.ts';

const bundle = lazyBundle(
  () => import('./participant.bundle.ts'),
  () => import('../locales/en/own.po'),
);
export const preloadParticipant = bundle.preload;

export const AftercarePage = bundle.lazy((parts) => parts.AftercarePage);
export const CallAlertPrompt = bundle.lazy((parts) => parts.CallAlertPrompt);
export const CentreState = bundle.lazy((parts) => parts.CentreState);
export const ChangedAgreementsPage = bundle.lazy((parts) => parts.ChangedAgreementsPage);
export const ClosedPage = bundle.lazy((parts) => parts.ClosedPage);
export const EarlyPage = bundle.lazy((parts) => parts.EarlyPage);
export const InboxNotice = bundle.lazy((parts) => parts.InboxNotice);
export const IntentionReview = bundle.lazy((parts) => parts.IntentionReview);
export const LeftPage = bundle.lazy((parts) => parts.LeftPage);
export const MembershipSheet = bundle.lazy((parts) => parts.MembershipSheet);
export const MessageActions = bundle.lazy((parts) => parts.MessageActions);
export const ModerationNotices = bundle.lazy((parts) => parts.ModerationNotices);
export const MuteNotice = bundle.lazy((parts) => parts.MuteNotice);
export const NoShow = bundle.lazy((parts) => parts.NoShow);
export const OnlyFacilitatorNotice = bundle.lazy((parts) => parts.OnlyFacilitatorNotice);
export const OwnReports = bundle.lazy((parts) => parts.OwnReports);
export const PausedCard = bundle.lazy((parts) => parts.PausedCard);
export const PeopleSheet = bundle.lazy((parts) => parts.PeopleSheet);
export const PersonalSheet = bundle.lazy((parts) => parts.PersonalSheet);
export const RemovedPage = bundle.lazy((parts) => parts.RemovedPage);
export const ResponsesState = bundle.lazy((parts) => parts.ResponsesState);
export const RoundOverState = bundle.lazy((parts) => parts.RoundOverState);
export const SavedReplyNotice = bundle.lazy((parts) => parts.SavedReplyNotice);
export const StandInNotice = bundle.lazy((parts) => parts.StandInNotice);
export const SteppedOutPage = bundle.lazy((parts) => parts.SteppedOutPage);
export const Threshold = bundle.lazy((parts) => parts.Threshold);
export const UnsentWarning = bundle.lazy((parts) => parts.UnsentWarning);
export const WaitingRoomPage = bundle.lazy((parts) => parts.WaitingRoomPage);
