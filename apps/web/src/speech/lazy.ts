/** The table of speech is loaded with a catalogue of its own, beside the circle. */
import { apart } from '../words/apart.ts';

const speech = apart(
  () => import('./table.ts'),
  () => import('../locales/en/speech.po'),
);
export const loadSpeech = speech.preload;
