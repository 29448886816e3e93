/** Who may see what: views, changes, affected viewers, roles, exclusion. Deciders import nothing from here. */
export {
  type AffectedViewers,
  viewersAffectedByCircle,
  viewersAffectedByMeeting,
  viewersAffectedByPresence,
} from './affected-viewers.ts';
export {
  type AgreedText,
  agreedTextOf,
  agreementChanges,
  agreementsQuestionOf,
  clauseEdits,
  clauseTexts,
  meetingAgreementCommands,
  type WantedClause,
} from './agreements.ts';
export { type CardViewer, cardViewer, cardWords } from './circle-card.ts';
export {
  type CircleFacts,
  circleFactsOf,
  circleSummarySlots,
  type MeetingFacts,
  meetingFactsOf,
} from './circle-summary.ts';
export {
  type DeskWindow,
  deskChange,
  firstDeskPage,
  listChange,
  nextDeskWindow,
  threadChange,
  withOlderDeskPage,
} from './desk-changes.ts';
export { type DeskRequestContext, deskRequestOf } from './desk-request.ts';
export { deskStandingOf } from './desk-role.ts';
export {
  type DeskView,
  type DeskViewer,
  deskViewOf,
  type OrganiserDesk,
  onCallDeskOf,
  organiserDeskOf,
  threadPermissions,
} from './desk-view.ts';
export { type Entrance, entranceOf } from './entrance.ts';
export { barCommand, exclusionStatus, meetingBarCommands, unbarCommands } from './exclusion.ts';
export { MeetingProjection, meetingViewOf, privateViewOf } from './meeting-view.ts';
export { peopleOf } from './people.ts';
export { type PeoplePages, pagesOfPeople, peoplePageSize } from './people-pages.ts';
export { type PersonalExport, personalExportOf } from './personal-export.ts';
export { careChange, privateDiff, type ReadableChanges } from './private-diff.ts';
export { joinPrivateState, type PrivateState } from './private-state.ts';
export type { MeetingView, PrivateView, ProjectionViewer, Viewer } from './projected-views.ts';
export {
  type AnswerTokenOf,
  ownProposalTexts,
  type ProposalView,
  proposalTally,
  proposalView,
  proposalViews,
} from './proposals.ts';
export { publicChanges, viewersNeedingSnapshot } from './public-changes.ts';
export { publicStateOf } from './public-state.ts';
export { messageOf, timelineOf } from './redaction.ts';
