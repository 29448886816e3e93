/** What each person may see: views, changes, and whom a commit affects. Deciders import nothing from here. */
export { type AffectedViewers, viewersAffectedByMeeting } from './affected-viewers.ts';
export { viewersAffectedByCircle } from './circle-affected-viewers.ts';
export { type CardViewer, cardViewer, cardWords } from './circle-card.ts';
export {
  type DeskWindow,
  deskChange,
  firstDeskPage,
  listChange,
  nextDeskWindow,
  threadChange,
  withOlderDeskPage,
} from './desk-changes.ts';
export {
  type DeskView,
  deskViewOf,
  type OrganiserDesk,
  organiserDeskOf,
  threadPermissions,
} from './desk-view.ts';
export { type Entrance, entranceOf } from './entrance.ts';
export type { MeetingView, PrivateView, Viewer } from './meeting-view.ts';
export {
  meetingViewOf,
  messageOf,
  peopleOf,
  privateViewOf,
  publicStateOf,
  timelineOf,
} from './meeting-view.ts';
export { publicChanges, viewersNeedingSnapshot } from './public-changes.ts';
