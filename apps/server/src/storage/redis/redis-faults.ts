/**
 * What went wrong with Redis, as a message for the operator: what it means for what was to
 * be saved, and what can be done. Nothing of it holds a password or a word of anyone.
 */
import { ErrorReply } from 'redis';
import { StoreFault } from '../port/store.ts';

export const closedFault = () => new StoreFault('The store is closed.');

export const timeoutFault = (shown: string, deadline: number) =>
  new StoreFault(`${shown} did not answer within ${deadline / 1000} seconds.`);

export function toRedisFault(cause: unknown, shown: string): StoreFault {
  if (cause instanceof StoreFault) return cause;
  return new StoreFault(faultSentence(cause, shown), { cause });
}

function faultSentence(cause: unknown, shown: string): string {
  const what = errorMessageOf(cause);
  if (/cluster support disabled/.test(what)) {
    return `${shown} is no Redis Cluster: begin HOLDSPACE_STORE with redis://`;
  }
  switch (/^[A-Z]+/.exec(what)?.[0]) {
    case 'OOM':
      return `${shown} has no memory left and nothing was saved. Give it more (maxmemory).`;
    case 'MISCONF':
      return `${shown} cannot write to its disk and nothing was saved (${what}).`;
    case 'READONLY':
      return `${shown} is a replica now and nothing was saved; it goes on when the primary is found.`;
    case 'LOADING':
      return `${shown} is loading its data; it goes on when that is done.`;
    case 'NOAUTH':
    case 'WRONGPASS':
      return `${shown} does not accept the user or password in HOLDSPACE_STORE.`;
    case 'NOPERM':
      return `The user in HOLDSPACE_STORE may not do what is needed at ${shown} (${what}).`;
    case 'MOVED':
      return `${shown} is part of a Redis Cluster: begin HOLDSPACE_STORE with redis-cluster://`;
    case 'CLUSTERDOWN':
    case 'TRYAGAIN':
      return `The cluster of ${shown} is not whole at the moment and nothing was saved.`;
    case 'GONE':
      return `The log of a ledger is gone from ${shown}. Bring back its data before going on.`;
    default:
      return cause instanceof ErrorReply
        ? `${shown} refused (${what}).`
        : `${shown} cannot be reached (${what}).`;
  }
}

function errorMessageOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0)
    return errorMessageOf(cause.errors[0]);
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
