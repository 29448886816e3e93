/** The table of speech is loaded with a catalogue of its own, beside the circle. */
import { lazyBundle } from '../../lib/loading/lazy-bundle.ts';

const speechBundle = lazyBundle(
  () => import('./speech-table.ts'),
  () => import('../../locales/en/speech.po'),
);
export const loadSpeech = speechBundle.load;
export const preloadSpeech = speechBundle.preload;
