/**
 * Reads what somebody types as a return code (KEY-3). It forgives case, digits, commas, lines
 * and accents. The list of words is loaded apart; without it the server alone decides.
 */

import { plainText } from '@holdspace/protocol/link-token';

/** What is used of `@holdspace/protocol/codes`. */
export interface CodeWordList {
  readonly codeLength: number;
  completions(typed: string, most?: number): readonly string[];
  parseReturnCode(text: string): readonly { readonly code: string }[];
}

export interface TypedWord {
  readonly typed: string;
  /** In full; null when it is not in the list. */
  readonly word: string | null;
}

export interface TypedCode {
  readonly words: readonly TypedWord[];
  /** Places (from 0) of finished words that are not in the list. */
  readonly unknown: readonly number[];
  /** Which word can become which; null when nothing is to be offered. */
  readonly offer: { readonly at: number; readonly words: readonly string[] } | null;
  /** To be sent; null when it is no code for certain. */
  readonly token: string | null;
}

const maxOffered = 4;
/** Letters of a word from which it is known. */
const minTypedLetters = 4;

const normalize = (text: string): string =>
  plainText(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

export function parseTypedCode(text: string, book: CodeWordList | null): TypedCode {
  const letters = normalize(text);
  const typed = letters.match(/\p{L}+/gu) ?? [];
  const joined = typed.join(' ');
  if (!book) {
    const words = typed.map((each) => ({ typed: each, word: each }));
    return { words, unknown: [], offer: null, token: joined || null };
  }
  const codes = book.parseReturnCode(joined);
  const [only, ...others] = codes;
  if (only && others.length === 0) {
    const words = only.code.split(' ').map((word) => ({ typed: word, word }));
    return { words, unknown: [], offer: null, token: only.code };
  }
  const words = typed.map((each) => ({ typed: each, word: completeWord(each, book) }));
  const isGoingOn = /\p{L}$/u.test(letters);
  const last = words.length - 1;
  const unknown = words.flatMap(({ word }, at) =>
    word === null && !(isGoingOn && at === last) ? [at] : [],
  );
  return {
    words,
    unknown,
    offer: offerWords(words, isGoingOn ? last : null, unknown, book),
    token: codes.length > 0 ? joined : null,
  };
}

function completeWord(typed: string, book: CodeWordList): string | null {
  const [word] = book.completions(typed, 1);
  return word && (typed === word || typed.length >= minTypedLetters) ? word : null;
}

function offerWords(
  words: readonly TypedWord[],
  goingOn: number | null,
  [firstUnknown]: readonly number[],
  book: CodeWordList,
): TypedCode['offer'] {
  const offer = (at: number, start: string) => {
    const found = book.completions(start, maxOffered);
    return found.length > 0 ? { at, words: found } : null;
  };
  const last = goingOn === null ? undefined : words[goingOn];
  if (goingOn !== null && last?.word === null) {
    const going = offer(goingOn, last.typed);
    if (going) return going;
  }
  const wrong = firstUnknown === undefined ? undefined : words[firstUnknown];
  if (firstUnknown === undefined || !wrong) return null;
  return (
    offer(firstUnknown, wrong.typed.slice(0, 3)) ?? offer(firstUnknown, wrong.typed.slice(0, 2))
  );
}

/** What is in the field when one word was chosen from the offer, ready for the next word. */
export function replaceWord(read: TypedCode, at: number, word: string, length: number): string {
  const words = read.words.map((each, place) => (place === at ? word : (each.word ?? each.typed)));
  return words.join(' ') + (words.length < length ? ' ' : '');
}
