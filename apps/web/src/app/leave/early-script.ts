/**
 * Runs before the screens and does not need them: the press on ‘Leave now’, Shift three times,
 * messages from other tabs, Support, and the page that is shown when the screens do not load
 * (PAGE-1). It is a separate script, so that a fault in the screens does not affect it. When it
 * does not run either, the links of index.html lead to the server.
 */
import { paths } from '../../lib/paths.ts';
import { syncTitle } from '../../lib/preferences/document-title.ts';
import { applyPreferences } from '../../lib/preferences/preferences.ts';
import { openSupport } from '../support/support-state.ts';
import { leaveNow, leaveWithOtherTab } from './leave.ts';
import { listenToOtherTabs } from './other-tabs.ts';
import { listenForShiftPresses } from './shift-presses.ts';
import { showStaticPage } from './static-page.ts';

const closestLink = ({ target }: Event): HTMLAnchorElement | null =>
  target instanceof Element ? target.closest('a') : null;

function onPress(event: MouseEvent): void {
  const path = closestLink(event)?.getAttribute('href');
  // The middle button would open ‘Leave now’ in another tab.
  const opensBeside = event.type === 'auxclick' && event.button !== 1;
  if (path === paths.leave && !opensBeside) {
    event.preventDefault();
    event.stopImmediatePropagation();
    leaveNow();
  } else if (closestLink(event)?.id === 'again') {
    event.preventDefault();
    location.reload();
  } else if (closestLink(event)?.id === 'support' && event.type === 'click' && openSupport()) {
    event.preventDefault();
  }
}

/** While the support opens a sheet its link is a button, and the space bar presses it. */
function onSpaceKey(event: KeyboardEvent): void {
  const link = closestLink(event);
  if (event.key !== ' ' || link?.getAttribute('role') !== 'button') return;
  event.preventDefault();
  link.click();
}

/** The width of Support and Leave now, in pixels: the bars of the screens leave this room. */
function measureExitLinks(): void {
  const ways = document.getElementById('ways');
  if (!ways) return;
  new ResizeObserver(() => {
    document.documentElement.style.setProperty('--ways', `${ways.offsetWidth}px`);
  }).observe(ways);
}

applyPreferences();
syncTitle();
listenToOtherTabs(leaveWithOtherTab);
listenForShiftPresses();
window.addEventListener('click', onPress, true);
window.addEventListener('auxclick', onPress, true);
window.addEventListener('keydown', onSpaceKey);
measureExitLinks();
if (location.pathname === paths.support) showStaticPage('support');
window.addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLScriptElement) showStaticPage('broken');
  },
  true,
);
// A script that could not be loaded may have failed before this one listened.
window.addEventListener('load', () => {
  if (!document.getElementById('root')?.hasAttribute('data-begun')) showStaticPage('broken');
});
