/** The rows of the speech table that components speak themselves; the others are in circle/speech/speech-table.ts. */
import { t } from '@lingui/core/macro';
import { speak } from './speech-queue.ts';
import { speechRule } from './speech-rule.ts';

/** The result of a press; the component gives the text. */
export const commandSucceeded = speechRule({
  id: 'press-answered',
  event: 'what I pressed was done, where no other row says so',
  hears: 'the person',
  level: 'polite',
  subject: 'always',
  words: (words: string) => words,
  example: 'Copied',
});

/** Why a press was not done. */
export const commandRefused = speechRule({
  id: 'press-refused',
  event: 'what I pressed was refused or failed',
  hears: 'the person',
  level: 'assertive',
  subject: 'always',
  words: (words: string) => words,
  example: 'That didn’t work. You can press it again now.',
});

const settingSaved = speechRule({
  id: 'setting-saved',
  event: 'a setting that I chose is saved',
  hears: 'the person',
  level: 'polite',
  subject: 'always',
  words: (what: string) => t`Saved: ${what}`,
  example: 'Evening',
});

const roomLeft = speechRule({
  id: 'room-left',
  event: 'a text comes near its longest length, passes it, or fits again: once each',
  hears: 'the person',
  level: 'polite',
  subject: 'always',
  words: (words: string) => words,
  example: 'Room for 400 more characters.',
});

export const pageRules = [commandSucceeded, commandRefused, settingSaved, roomLeft];

export const announceSettingSaved = (what: string): void => speak(settingSaved.of(what));
export const announceTextLimit = (words: string): void => speak(roomLeft.of(words));
/** A press was refused, and the screen says why. */
export const announceRefusal = (why: string): void => speak(commandRefused.of(why));
