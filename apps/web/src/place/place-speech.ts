/** The rows of the speech table that the place page speaks itself. */
import { t } from '@lingui/core/macro';
import { speak } from '../lib/speech/speech-queue.ts';
import { speechRule } from '../lib/speech/speech-rule.ts';

const doorsOpened = speechRule({
  id: 'place-doors-open',
  event: 'the doors open while I am on the place page',
  hears: 'members there',
  level: 'polite',
  subject: 'always',
  words: () => t`The doors are open. You can come in.`,
  example: null,
});

export const placeRules = [doorsOpened];

export const announceDoorsOpened = (): void => speak(doorsOpened.of(null));
