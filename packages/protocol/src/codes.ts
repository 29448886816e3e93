/**
 * Return codes as people write and type them (KEY-3): six words of the list. The first says
 * in which bucket of circles to look, the other five are 50 random bits. Reading is forgiving:
 * case, spaces, hyphens, commas and the words of a message around them do not count, and four
 * letters of a word are enough.
 */
import { codeWords } from './code-words.ts';
import { plainText } from './link-token.ts';

/** Words of a code. */
export const codeLength = 6;
const bits = 10;
const shortestPrefix = 4;
/** Text beyond this is no code; it is not looked at. */
const maxInputLength = 600;

const wordIndex = new Map(
  codeWords.flatMap((word, n) => [...acceptedForms(word)].map((form) => [form, n])),
);

/** What a word can be written as: itself, and what of it is four letters or more. */
function* acceptedForms(word: string): Generator<string> {
  for (let length = Math.min(shortestPrefix, word.length); length <= word.length; length++) {
    yield word.slice(0, length);
  }
}

/** Ten bits each, the first word first. Six of them make a code. */
export const codeFromNumbers = (numbers: readonly number[]): string =>
  numbers.map((n) => codeWords[n] as string).join(' ');

/**
 * The words that a person can mean who typed these letters: none below two letters, one from
 * four letters on, in the order of the list. For a field that completes.
 */
export function completions(typed: string, most = 5): string[] {
  const letters = typed.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length < 2) return [];
  const found = wordIndex.get(letters);
  if (found !== undefined) return [codeWords[found] as string];
  return codeWords.filter((word) => word.startsWith(letters)).slice(0, most);
}

export interface ParsedReturnCode {
  /** The bucket of circles, 0 to 1023. */
  readonly bucket: number;
  /** All six words, in full, with single spaces. */
  readonly code: string;
}

/** Every code that the text can mean, mostly one; none when it is no code. */
export function parseReturnCode(text: string): ParsedReturnCode[] {
  if (text.length > maxInputLength) return [];
  const typed =
    plainText(text)
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  const numbers = typed.map((word) => wordIndex.get(word));
  const among = numbersAmongWords(numbers);
  if (among) return [toParsedCode(among)];
  return splitLetters(typed.join(''), codeLength).map(toParsedCode);
}

/** The one place where six words of the list stand together, between other words (CON-1). */
function numbersAmongWords(numbers: readonly (number | undefined)[]): readonly number[] | null {
  const groups: number[][] = [[]];
  for (const number of numbers) {
    if (number === undefined) groups.push([]);
    else groups.at(-1)?.push(number);
  }
  const [only, ...others] = groups.filter(({ length }) => length >= codeLength);
  return only?.length === codeLength && others.length === 0 ? only : null;
}

const toParsedCode = (numbers: readonly number[]): ParsedReturnCode => ({
  bucket: numbers[0] as number,
  code: codeFromNumbers(numbers),
});

/** Words without spaces between them: every way to cut them, up to this many. */
const maxSplits = 4;

function splitLetters(letters: string, words: number): number[][] {
  if (words === 0) return letters === '' ? [[]] : [];
  if (letters.length < words * 3 || letters.length > words * 7) return [];
  const ways: number[][] = [];
  for (let length = 3; length <= 7 && ways.length < maxSplits; length++) {
    const first = wordIndex.get(letters.slice(0, length));
    if (first === undefined || letters.length < length) continue;
    for (const rest of splitLetters(letters.slice(length), words - 1)) ways.push([first, ...rest]);
  }
  return ways.slice(0, maxSplits);
}

/** The bucket of a circle: ten bits of two letters of its id, which is base32. */
export function codeBucketOf(circle: string): number {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  const [first = 0, second = 0] = [...circle.slice(0, 2)].map((each) =>
    Math.max(0, letters.indexOf(each)),
  );
  return first * 2 ** (bits / 2) + second;
}
