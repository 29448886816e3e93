/**
 * Why the server's answer did not come (CON-1): each cause has its own sentence on the screen,
 * and each passes, so that asking again makes sense. What the server decided is no cause.
 */
import { ApiProblem } from './http.ts';

export type FailureCause =
  /** The browser says that there is no network. */
  | 'offline'
  /** There is a network, and the server was not reached through it. */
  | 'unreachable'
  /** No answer in time. */
  | 'slow'
  /** More asks than the server takes from one network, or than one circle takes in (429). */
  | 'busy'
  /** What keeps the ledgers is out of reach. */
  | 'resting'
  /** A fault of the server; it has a reference. */
  | 'fault'
  /** A part of the ledgers is missing; a person has to look at it. */
  | 'set-aside'
  /** What stands in front of the server answered that it is not there (502, 503, 504). */
  | 'gateway'
  /** Something else answered: a network to sign in to, a filter, a proxy. */
  | 'foreign'
  /** The server takes itself for another address than this page's (a proxy that rewrites Host). */
  | 'address'
  /** The browser keeps no cookies. */
  | 'cookies';

const gatewayStatuses = [502, 503, 504, 520, 521, 522, 523, 524];
const slowStatuses = [408, 425];

/**
 * Null when the server decided: asking again brings the same. `isOnline`: what the browser says.
 * `isDoor`: asked at a door for strangers, where `not-here` means that the origin was refused.
 */
export function failureCauseOf(
  fault: unknown,
  isOnline: boolean,
  isDoor = false,
): FailureCause | null {
  if (!(fault instanceof ApiProblem)) return 'fault';
  const { status, problem } = fault;
  const { code } = problem;
  if (status === 0) return isOnline ? (code === 'timeout' ? 'slow' : 'unreachable') : 'offline';
  if (status === 429) return 'busy';
  if (code === 'no-cookies') return 'cookies';
  if (code === 'holding-on') return 'resting';
  if (code === 'set-aside') return 'set-aside';
  if (code === 'not-ours') return 'foreign';
  if (code === 'wrong-address' || (isDoor && code === 'not-here')) return 'address';
  if (slowStatuses.includes(status)) return 'slow';
  if (gatewayStatuses.includes(status)) return 'gateway';
  if (status >= 500) return 'fault';
  // A refusal in words of its own kind is not one of ours.
  return code.startsWith('http-') ? 'foreign' : null;
}
