/** The circle is loaded when a person is about to join or opens its address. */
import { loadSpeech } from './speech/speech.lazy.ts';

export const loadCircle = () => import('./circle-page.tsx');

/** Everything that the first screens of a circle need, while the invitation is read. */
export const preloadCircle = (): void => {
  void Promise.all([loadCircle(), loadSpeech()]).catch(() => undefined);
};
