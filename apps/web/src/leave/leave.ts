/**
 * Leaving in a hurry (EXIT-1 to EXIT-3). Everything here happens in the moment of the press,
 * and nothing waits: the tab is covered, storage is sealed and emptied, the other tabs are
 * told, and the browser goes straight to the harmless page. The cookie is HttpOnly; it ends by
 * a request that outlives the page, by the service worker, or at the next start (tidy.ts).
 */
import { emptyBrowserStorage, emptyTabStorage, sealStorage } from '../lib/storage.ts';
import { paths } from '../paths.ts';
import { coverPage } from './cover.ts';
import { closeOpened } from './links.ts';
import { markUntidy, sendSignOut } from './sign-out.ts';
import { tellOtherTabs } from './tabs.ts';

/** Milliseconds that the harmless page has to answer, before a blank one takes its place. */
const patience = 3000;

const beforeLeaving = new Set<() => void>();
let left = false;

/** Something to do on the way out, for instance to close a socket. Gives its undoing. */
export function onLeaving(act: () => void): () => void {
  beforeLeaving.add(act);
  return () => beforeLeaving.delete(act);
}

/** The press: this tab, the other tabs, and what is cleaned up behind. */
export function leaveNow(): void {
  leave([closeOpened, markUntidy], [emptyBrowserStorage, tellOtherTabs, sendSignOut]);
}

/** Another tab of this browser was left. What the whole browser holds is that tab's task. */
export function leaveToo(): void {
  leave([], []);
}

function leave(beforeSeal: readonly Act[], afterwards: readonly Act[]): void {
  if (left) return;
  left = true;
  each(coverPage, ...beforeSeal, sealStorage, emptyTabStorage, ...afterwards, ...beforeLeaving);
  each(
    () => location.replace(harmlessAddress()),
    () => setTimeout(() => location.replace('about:blank'), patience),
  );
}

type Act = () => unknown;

/** Nothing may stand between a person and the way out, no fault either. */
function each(...acts: readonly Act[]): void {
  for (const act of acts) {
    try {
      act();
    } catch {
      // The next act is tried all the same.
    }
  }
}

/** Came with the page, so that no request is needed for it. */
const harmlessAddress = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="leave-to"]')?.content || paths.leave;
