/**
 * ‘Leave now’ (EXIT-1 to EXIT-3). Everything here happens at once after the press: the tab is
 * covered, storage is sealed and emptied, the other tabs get a message, and the browser opens the
 * harmless page. The cookie is HttpOnly; a request that outlives the page, the service worker or
 * the next start (finish-sign-out.ts) removes it.
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

/** Handles the press: leaves this tab, notifies the other tabs, and begins the sign-out. */
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

/** A fault in one step must not stop the next one. */
function runAll(...acts: readonly ExitStep[]): void {
  for (const act of acts) {
    try {
      act();
    } catch {
      // The next step runs anyway.
    }
  }
}

/** Part of the page, so that it needs no request. */
const exitAddress = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="leave-to"]')?.content || paths.leave;
