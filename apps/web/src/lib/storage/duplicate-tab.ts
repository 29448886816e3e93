/**
 * A duplicated tab begins with a copy of all that the first tab stored: its device id, drafts,
 * pending messages. It must use none of it, because it is a device of its own (RND-16). A page
 * marks its storage while it is open. A page that finds the mark is a copy, or was reloaded after
 * a crash; it asks the other pages of this browser which of the two it is.
 */
import { resetTabStorage, tabStorage } from './storage.ts';

const markKey = 'tab';
const channelName = 'copies';
/** How long to wait for the answer of another page, in ms; background pages answer at once too. */
const answerTimeout = 400;

interface TabMark {
  /** The same for a tab and its copies. */
  readonly tab: string;
  /** A page uses this storage now. */
  readonly open: boolean;
}

type TabMessage = { readonly tab: string } & (
  | { readonly asks: string }
  | { readonly taken: string }
);

const randomTabId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** The id of this page among the pages of this browser. */
const pageId = randomTabId();

let ready: Promise<void> | null = null;

/** Resolves when what the tab stores is this page's alone; a copy is empty by then. */
export function tabStorageReady(): Promise<void> {
  ready ??= detectDuplicate();
  return ready;
}

/** Null where the browser has none, or forbids it. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(channelName);
  } catch {
    return null;
  }
}

async function detectDuplicate(): Promise<void> {
  const before = tabStorage.read<TabMark>(markKey);
  let tab = before?.tab ?? randomTabId();
  const channel = openChannel();
  let settled = false;
  let onTaken: (() => void) | null = null;
  channel?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    if (data.tab !== tab) return;
    if ('taken' in data) {
      if (data.taken === pageId) onTaken?.();
    } else if (data.asks !== pageId && (settled || pageId < data.asks)) {
      channel.postMessage({ tab, taken: data.asks } satisfies TabMessage);
    }
  });
  if (before?.open && channel) {
    const isCopy = await new Promise<boolean>((resolve) => {
      onTaken = () => resolve(true);
      setTimeout(() => resolve(false), answerTimeout);
      channel.postMessage({ tab, asks: pageId } satisfies TabMessage);
    });
    if (isCopy) {
      resetTabStorage();
      tab = randomTabId();
    }
  }
  settled = true;
  const mark = (open: boolean) => tabStorage.write(markKey, { tab, open } satisfies TabMark);
  mark(true);
  window.addEventListener('pagehide', () => mark(false));
  // The browser restored the page from its memory, after Back.
  window.addEventListener('pageshow', ({ persisted }) => persisted && mark(true));
}
