/**
 * All tabs of one browser leave together (EXIT-1). A BroadcastChannel carries the message, or the
 * `storage` event where there is none. A tab that missed both, or that the browser restores from
 * its memory, finds that the id of the visit is missing: leaving removes it.
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
  // Without storage there is no id of the visit.
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
