/** The rows of the table of speech that components say themselves; the rest is speech/table.ts. */
import { t } from '@lingui/core/macro';
import { row } from '../speech/row.ts';
import { speak } from '../ui/speech-queue.ts';

/** What a press did; its words are the component's. */
export const pressAnswered = row({
  id: 'press-answered',
  event: 'what I pressed was done, where no other row says so',
  hears: 'the person',
  level: 'polite',
  subject: 'always',
  words: (words: string) => words,
  example: 'Copied',
});

/** Why a press was not done. */
export const pressRefused = row({
  id: 'press-refused',
  event: 'what I pressed was refused or failed',
  hears: 'the person',
  level: 'assertive',
  subject: 'always',
  words: (words: string) => words,
  example: 'That didn’t work. You can press it again now.',
});

const settingSaved = row({
  id: 'setting-saved',
  event: 'a setting that I chose is saved',
  hears: 'the person',
  level: 'polite',
  subject: 'always',
  words: (what: string) => t`Saved: ${what}`,
  example: 'Evening',
});

const roomLeft = row({
  id: 'room-left',
  event: 'a text comes near its longest length, passes it, or fits again: once each',
  hears: 'the person',
  level: 'polite',
  subject: 'always',
  words: (words: string) => words,
  example: 'Room for 400 more characters.',
});

export const pageRows = [pressAnswered, pressRefused, settingSaved, roomLeft];

export const saySettingSaved = (what: string): void => speak(settingSaved.of(what));
export const sayRoom = (words: string): void => speak(roomLeft.of(words));
/** A press was refused, and the screen says why. */
export const sayRefused = (why: string): void => speak(pressRefused.of(why));
