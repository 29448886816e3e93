/**
 * Runs before the screens and does not need them: the press on ‘Leave now’, Shift three times,
 * other tabs that are left, the support, and what is shown where the screens never come
 * (PAGE-1). A script of its own, so that a fault in the screens does not reach it. Where this one
 * does not run either, the links of index.html lead to the server.
 */
import { paths } from '../paths.ts';
import { applyPreferences } from '../settings/preferences.ts';
import { showTitles } from '../settings/title.ts';
import { openSupport } from '../support/open.ts';
import { leaveNow, leaveToo } from './leave.ts';
import { followShift } from './shift-presses.ts';
import { showStill } from './still.ts';
import { followOtherTabs } from './tabs.ts';

const linkOf = ({ target }: Event): HTMLAnchorElement | null =>
  target instanceof Element ? target.closest('a') : null;

function onPress(event: MouseEvent): void {
  const path = linkOf(event)?.getAttribute('href');
  // The middle button would open the way out beside this page.
  const opensBeside = event.type === 'auxclick' && event.button !== 1;
  if (path === paths.leave && !opensBeside) {
    event.preventDefault();
    event.stopImmediatePropagation();
    leaveNow();
  } else if (linkOf(event)?.id === 'again') {
    event.preventDefault();
    location.reload();
  } else if (linkOf(event)?.id === 'support' && event.type === 'click' && openSupport()) {
    event.preventDefault();
  }
}

/** While the support opens a sheet its link is a button, and the space bar presses it. */
function onSpace(event: KeyboardEvent): void {
  const link = linkOf(event);
  if (event.key !== ' ' || link?.getAttribute('role') !== 'button') return;
  event.preventDefault();
  link.click();
}

/** How wide the ways are, in pixels: the bars of the screens leave that much room. */
function measureWays(): void {
  const ways = document.getElementById('ways');
  if (!ways) return;
  new ResizeObserver(() => {
    document.documentElement.style.setProperty('--ways', `${ways.offsetWidth}px`);
  }).observe(ways);
}

applyPreferences();
showTitles();
followOtherTabs(leaveToo);
followShift();
window.addEventListener('click', onPress, true);
window.addEventListener('auxclick', onPress, true);
window.addEventListener('keydown', onSpace);
measureWays();
if (location.pathname === paths.support) showStill('support');
window.addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLScriptElement) showStill('broken');
  },
  true,
);
// A script that could not be loaded may have failed before this one listened.
window.addEventListener('load', () => {
  if (!document.getElementById('root')?.hasAttribute('data-begun')) showStill('broken');
});
