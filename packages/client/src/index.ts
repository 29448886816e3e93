/**
 * The client library: the screen, the rehearsals and bots all come in through here.
 */

export { openAdaptiveTransport } from './adaptive-transport.ts';
export type {
  CircleConnection,
  CircleSnapshot,
  ConnectionState,
  ConnectionStatus,
  ConnectOptions,
} from './circle-connection.ts';
export { ServerClock, serverClock } from './clock.ts';
export { connect } from './connect.ts';
export type { DeviceStorage } from './device.ts';
export type { FailureCause } from './failure-cause.ts';
export { failureCauseOf } from './failure-cause.ts';
export type { ClientState } from './fold.ts';
export {
  foldChanges,
  foldConnected,
  foldEarlier,
  foldPeople,
  foldPrivate,
  stateFromSnapshot,
} from './fold.ts';
export type { Api, ApiOptions } from './http.ts';
export { ApiProblem, abortAllRequests, api, CookieJar, linkTokenOf } from './http.ts';
export type { ApiPage } from './http-lists.ts';
export { memberApi } from './http-member.ts';
export { placeApi } from './http-place.ts';
export type { StaffApi } from './http-staff.ts';
export { staffApi } from './http-staff.ts';
export { openHttpsTransport } from './https-transport.ts';
export {
  connectInbox,
  type InboxConnection,
  type InboxOptions,
  type InboxSnapshot,
} from './inbox.ts';
export { keepEqual, keepList } from './keep-equal.ts';
export type { SendAnswer } from './outbox.ts';
export type { MessageContent, PendingMessage, PendingMessages } from './pending-messages.ts';
export type { ConnectionCause } from './reachability.ts';
export type { TransportKind } from './transport-choice.ts';
export { viewFromState } from './view-from-state.ts';
export type {
  OpenTransport,
  Transport,
  TransportEvents,
  TransportOptions,
} from './websocket-transport.ts';
export { openWebSocketTransport } from './websocket-transport.ts';
