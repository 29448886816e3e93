/**
 * The client library: the screen, the rehearsals and bots all come in through here.
 */
export type {
  CircleConnection,
  CircleSnapshot,
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
export type { SendAnswer } from './outbox.ts';
export type { PendingMessage, PendingMessages, Words } from './pending.ts';
export type { OpenWire, Wire, WireEvents, WireOptions } from './socket.ts';
export { openWire } from './socket.ts';
