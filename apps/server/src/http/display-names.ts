/**
 * Cleans a name before people in the circle see it. It removes characters that are invisible,
 * reverse the text or cover their neighbours; a name without a visible character is empty. The
 * refusal of a name that looks like another person's suggests a free one (VOI-11).
 */
import { randomInt } from 'node:crypto';
import { freeName, type TakenNames } from '@holdspace/core';
import { firstNames, secondNames } from '@holdspace/protocol';
import { fieldError } from './http-errors.ts';

const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u00AD\u200B\u2060\uFEFF\uFFF9-\uFFFB]/gu;
/** Letters of no script carry more marks than this; a tower of them covers other lines (TXT-6). */
const longMarkRuns = /(\p{M}{4})\p{M}+/gu;
/** The marks that any letter can carry. No name needs three of them on one letter. */
const stackedMarks =
  /([\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]{2})[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]+/gu;
/** U+2800 is a Braille cell without a dot. */
const looksEmpty = /^[\p{Default_Ignorable_Code_Point}\p{M}\p{Z}\u2800]*$/u;

/** Empty when there is nothing to see. */
export function cleanDisplayName(name: string): string {
  const shown = name
    .toWellFormed()
    .normalize('NFC')
    .replace(invisible, '')
    .replace(longMarkRuns, '$1')
    .replace(stackedMarks, '$1')
    .trim();
  return looksEmpty.test(shown) ? '' : shown;
}

/** The name of somebody of the staff as it is kept. Rejects one in which nothing can be seen. */
export function staffNameFrom(name: string): string {
  const shown = cleanDisplayName(name);
  if (shown === '') throw fieldError({ name: 'Choose a name that people will see.' });
  return shown;
}

/** The same sentence for every name, so that it reveals nothing about the people of the circle. */
export function nameTakenError(taken: Pick<TakenNames, 'conflict'>) {
  const suggestion = freeName(suggestedNames(), taken) ?? undefined;
  const sentence =
    'This name is too similar to one that’s already used here, or looks like more than a name.';
  const advice = suggestion ? `How about “${suggestion}”?` : 'Please choose another one.';
  return fieldError({ name: `${sentence} ${advice}` }, suggestion);
}

/** Suggested names in random order; with a number when many are taken. */
function* suggestedNames(): Generator<string> {
  const drawn = (list: readonly string[]) => list[randomInt(list.length)];
  const kind = () => `${drawn(firstNames)} ${drawn(secondNames)}`;
  for (let tries = 0; tries < 200; tries++) yield kind();
  for (let tries = 0; tries < 200; tries++) yield `${kind()} ${randomInt(2, 1000)}`;
}
