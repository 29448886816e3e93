/**
 * Replaces words by placeholders of the same length, so that a meeting can be looked at and saved
 * without what people wrote. Spaces stay where they are: the number of words is a fact of the
 * ledger (HND-2). Names become made-up names, different from one another, of the same length
 * where it is long enough.
 */
import type { Slot, Words } from '@holdspace/core';

const isNameSlot = (slot: Slot): boolean => /^(person|member)\..+\.name$/.test(slot);

/** The id of the person whose name a slot holds. */
const personOf = (slot: Slot): string => slot.split('.')[1] ?? '';

export const placeholderText = (text: string): string =>
  text.replace(/\S/gu, (character) => 'x'.repeat(character.length));

const consonants = 'bdfgklmnprstvz';
const vowels = 'aeiou';

/** Syllables spell the number; the name is filled up to the length with the letter `o`. */
export function placeholderName(number: number, length: number): string {
  let rest = number;
  let name = '';
  do {
    const first = consonants[rest % consonants.length] ?? '';
    rest = Math.floor(rest / consonants.length);
    name += first + (vowels[rest % vowels.length] ?? '');
    rest = Math.floor(rest / vowels.length);
  } while (rest > 0);
  const filled = name.padEnd(Math.min(length, 60), 'o');
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}

/**
 * The same slots with placeholders. `people` numbers the people: the same person has the same
 * name in every ledger.
 */
export function withPlaceholders(words: Words, people: readonly string[]): Words {
  return new Map(
    [...words].map(([slot, text]) => {
      if (!isNameSlot(slot)) return [slot, placeholderText(text)];
      const number = people.indexOf(personOf(slot));
      return [slot, placeholderName(number < 0 ? people.length : number, text.length)];
    }),
  );
}
