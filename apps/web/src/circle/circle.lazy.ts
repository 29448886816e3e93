/**
 * The screen of a circle, with its catalogue: loaded while a person reads the invitation, or when
 * they open its address.
 */
import { lazyBundle } from '../lib/loading/lazy-bundle.ts';
import { preloadParticipant } from '../participant/participant.lazy.ts';
import { preloadSpeech } from './speech/speech.lazy.ts';

const bundle = lazyBundle(
  () => import('./circle-page.tsx'),
  () => import('../locales/en/circle.po'),
);
export const CirclePage = bundle.lazy((parts) => parts.default);

/** Loads the parts of the first screens of a circle while the person reads the invitation. */
export function preloadCircle(): void {
  bundle.preload();
  preloadParticipant();
  preloadSpeech();
}
