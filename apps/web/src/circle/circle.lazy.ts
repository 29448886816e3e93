/** The circle is loaded when a person is about to join or opens its address. */
import { loadSpeech } from './speech/speech.lazy.ts';

export const loadCircle = () => import('./circle-page.tsx');

/** Loads the parts of the first screens of a circle while the person reads the invitation. */
export const preloadCircle = (): void => {
  void Promise.all([loadCircle(), loadSpeech()]).catch(() => undefined);
};
