/**
 * Leaving in a hurry (EXIT-1 to EXIT-3). Everything here happens in the moment of the press,
 * and nothing waits: the tab is covered, storage is sealed and emptied, the other tabs are
 * told, and the browser goes straight to the harmless page. The cookie is HttpOnly; it ends by
 * a request that outlives the page, by the service worker, or at the next start (finish-sign-out.ts).
 */

import { registeredExitHooks } from '../../lib/exit-hooks.ts';
import { paths } from '../../lib/paths.ts';
import { emptyBrowserStorage, emptyTabStorage, sealStorage } from '../../lib/storage/storage.ts';
import { markOpenedAsUsed } from '../../lib/storage/used-links.ts';
import { coverPage } from './cover.ts';
import { tellOtherTabs } from './other-tabs.ts';
import { markSignOutPending, sendSignOut } from './sign-out.ts';

/** Milliseconds that the harmless page has to answer, before a blank one takes its place. */
const exitTimeout = 3000;

let hasLeft = false;

/** The press: this tab, the other tabs, and what is cleaned up behind. */
export function leaveNow(): void {
  runExit(
    [markOpenedAsUsed, markSignOutPending],
    [emptyBrowserStorage, tellOtherTabs, sendSignOut],
  );
}

/** Another tab of this browser was left. What the whole browser holds is that tab's task. */
export function leaveWithOtherTab(): void {
  runExit([], []);
}

function runExit(beforeSeal: readonly ExitStep[], afterwards: readonly ExitStep[]): void {
  if (hasLeft) return;
  hasLeft = true;
  runAll(
    coverPage,
    ...beforeSeal,
    sealStorage,
    emptyTabStorage,
    ...afterwards,
    ...registeredExitHooks(),
  );
  runAll(
    () => location.replace(exitAddress()),
    () => setTimeout(() => location.replace('about:blank'), exitTimeout),
  );
}

type ExitStep = () => unknown;

/** Nothing may stand between a person and the way out, no fault either. */
function runAll(...acts: readonly ExitStep[]): void {
  for (const act of acts) {
    try {
      act();
    } catch {
      // The next act is tried all the same.
    }
  }
}

/** Came with the page, so that no request is needed for it. */
const exitAddress = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="leave-to"]')?.content || paths.leave;
