/**
 * Parses a typed return code (KEY-3). It ignores case, digits, commas, line breaks and accents.
 * Without the word list, which is loaded separately, only the server can check the words.
 */

import { plainText } from '@holdspace/protocol/link-token';

/** The part of `@holdspace/protocol/codes` that is used here. */
export interface CodeWordList {
  readonly codeLength: number;
  completions(typed: string, most?: number): readonly string[];
  parseReturnCode(text: string): readonly { readonly code: string }[];
}

export interface TypedWord {
  readonly typed: string;
  /** The full word of the list; null when there is none. */
  readonly word: string | null;
}

export interface TypedCode {
  readonly words: readonly TypedWord[];
  /** Places (from 0) of finished words that are not in the list. */
  readonly unknown: readonly number[];
  /** Words of the list that one typed word may mean; null when there are none. */
  readonly offer: { readonly at: number; readonly words: readonly string[] } | null;
  /** The token to send; null when it is certainly no code. */
  readonly token: string | null;
}

/** Words of a return code. */
export const codeLength = 6;
const maxOffered = 4;
/** Letters that identify a word of the list. */
const minTypedLetters = 4;

const normalize = (text: string): string =>
  plainText(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

export function parseTypedCode(text: string, list: CodeWordList | null): TypedCode {
  const letters = normalize(text);
  const typed = letters.match(/\p{L}+/gu) ?? [];
  const joined = typed.join(' ');
  if (!list) {
    const words = typed.map((each) => ({ typed: each, word: each }));
    return { words, unknown: [], offer: null, token: joined || null };
  }
  const codes = list.parseReturnCode(joined);
  const [only, ...others] = codes;
  if (only && others.length === 0) {
    const words = only.code.split(' ').map((word) => ({ typed: word, word }));
    return { words, unknown: [], offer: null, token: only.code };
  }
  const words = typed.map((each) => ({ typed: each, word: completeWord(each, list) }));
  const isTyping = /\p{L}$/u.test(letters);
  const last = words.length - 1;
  const unknown = words.flatMap(({ word }, at) =>
    word === null && !(isTyping && at === last) ? [at] : [],
  );
  return {
    words,
    unknown,
    offer: offerWords(words, isTyping ? last : null, unknown, list),
    token: codes.length > 0 ? joined : null,
  };
}

function completeWord(typed: string, list: CodeWordList): string | null {
  const [word] = list.completions(typed, 1);
  return word && (typed === word || typed.length >= minTypedLetters) ? word : null;
}

function offerWords(
  words: readonly TypedWord[],
  typingAt: number | null,
  [firstUnknown]: readonly number[],
  list: CodeWordList,
): TypedCode['offer'] {
  const offer = (at: number, start: string) => {
    const found = list.completions(start, maxOffered);
    return found.length > 0 ? { at, words: found } : null;
  };
  const last = typingAt === null ? undefined : words[typingAt];
  if (typingAt !== null && last?.word === null) {
    const completions = offer(typingAt, last.typed);
    if (completions) return completions;
  }
  const wrong = firstUnknown === undefined ? undefined : words[firstUnknown];
  if (firstUnknown === undefined || !wrong) return null;
  return (
    offer(firstUnknown, wrong.typed.slice(0, 3)) ?? offer(firstUnknown, wrong.typed.slice(0, 2))
  );
}

/** The text of the field after a word was chosen, ready for the next word. `length`: of a code. */
export function replaceWord(read: TypedCode, at: number, word: string, length: number): string {
  const words = read.words.map((each, place) => (place === at ? word : (each.word ?? each.typed)));
  return words.join(' ') + (words.length < length ? ' ' : '');
}
