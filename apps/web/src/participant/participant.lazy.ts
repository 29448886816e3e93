/** What one opens rarely and for oneself, and what is shown when the circle is over for one. */
import { lazyBundle } from '../lib/i18n/lazy-bundle.ts';

const participantBundle = lazyBundle(
  () => import('./participant.bundle.ts'),
  () => import('../locales/en/own.po'),
);
export const loadParticipant = participantBundle.preload;
export const lazyParticipant = participantBundle.lazy;
