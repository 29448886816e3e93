/**
 * The client library: the screen, the rehearsals and bots all come in through here.
 */
export type { Cause } from './cause.ts';
export { causeOf } from './cause.ts';
export { openChoosingWire } from './choosing-wire.ts';
export type {
  CircleConnection,
  CircleSnapshot,
  ConnectionState,
  ConnectOptions,
  Status,
} from './circle.ts';
export { ServerClock, serverClock } from './clock.ts';
export { connect } from './connect.ts';
export type { DeviceStorage } from './device.ts';
export type { ClientState } from './fold.ts';
export {
  foldChanges,
  foldEarlier,
  foldHere,
  foldPrivate,
  fromSnapshot,
  viewOf,
} from './fold.ts';
export type { Api, ApiOptions } from './http.ts';
export { ApiProblem, api, breakOff, CookieJar, tokenOf } from './http.ts';
export { openHttpsWire } from './https-wire.ts';
export type { SendAnswer } from './outbox.ts';
export type { PendingMessage, PendingMessages, Words } from './pending.ts';
export type { ConnectionCause } from './reachability.ts';
export type { OpenWire, Wire, WireEvents, WireOptions } from './socket.ts';
export { openWire } from './socket.ts';
export type { Via } from './transport-choice.ts';
