/**
 * All tabs of one browser leave together (EXIT-1). A BroadcastChannel carries the message, or the
 * `storage` event where there is none. A tab that missed both, or that the browser restores from
 * its memory, notices it by the visit: an id that leaving removes.
 */
import { browserStorage, tryOrUndefined } from '../../lib/storage/storage.ts';

const channelName = 'tabs';
const visitKey = 'visit';
let channel: BroadcastChannel | null = null;

export function tellOtherTabs(): void {
  channel?.postMessage('leave');
}

/** From the start of the page: calls `leave` when another tab was left. */
export function listenToOtherTabs(leave: () => void): void {
  const visit = browserStorage.read<string>(visitKey) ?? randomVisitId();
  browserStorage.write(visitKey, visit);
  // Where storage is forbidden there is nothing to notice by.
  const noticing = browserStorage.read(visitKey) === visit;
  const check = () => {
    if (noticing && browserStorage.read(visitKey) !== visit) leave();
  };
  channel = tryOrUndefined(() => new BroadcastChannel(channelName)) ?? null;
  channel?.addEventListener('message', leave);
  window.addEventListener('storage', check);
  window.addEventListener('pageshow', check);
  window.addEventListener('focus', check);
  document.addEventListener('visibilitychange', check);
}

const randomVisitId = (): string => crypto.getRandomValues(new Uint32Array(2)).join('-');
