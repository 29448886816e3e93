import { createHash } from 'node:crypto';
import { codeWords } from '@holdspace/protocol/code-words';
import {
  codeBucketOf,
  codeFromNumbers,
  completions,
  parseReturnCode,
} from '@holdspace/protocol/codes';
import { describe, expect, it } from 'vitest';

/** Hash of the word list of the first version; old codes must stay valid. */
const fingerprint = '3210c9584b7ea67a379208cf059ec304bdc3bd0b2688923d68e42a4c72c6446a';

describe('the words of return codes', () => {
  it('KEY-3 are 1,024, of 3 to 7 letters, in order, each known by its first four letters', () => {
    expect(codeWords).toHaveLength(1024);
    expect(new Set(codeWords.map((word) => word.slice(0, 4))).size).toBe(1024);
    expect([...codeWords].sort()).toEqual(codeWords);
    for (const word of codeWords) expect(word).toMatch(/^[a-z]{3,7}$/);
    for (const short of codeWords.filter(({ length }) => length === 3)) {
      expect(codeWords.filter((word) => word.startsWith(short))).toEqual([short]);
    }
  });

  it('KEY-3 never change', () => {
    const list = createHash('sha256').update(codeWords.join(' ')).digest('hex');
    expect(list).toBe(fingerprint);
  });

  it('KEY-3 complete from four letters, and offer a few before', () => {
    for (const word of codeWords) expect(completions(word.slice(0, 4))).toEqual([word]);
    expect(completions('z')).toEqual([]);
    expect(completions('ze')).toEqual(['zebra', 'zephyr']);
    expect(completions('xyz')).toEqual([]);
  });
});

describe('a code that is typed', () => {
  const words = (seed: number) =>
    Array.from({ length: 6 }, (_, n) => (seed * 7919 + n * 104_729) % 1024);

  it('KEY-3 is read in every form that people give it', () => {
    for (let seed = 0; seed < 300; seed++) {
      const code = codeFromNumbers(words(seed));
      const right = { bucket: words(seed)[0], code };
      for (const typed of [
        code,
        code.toUpperCase(),
        code.replaceAll(' ', ', '),
        code.replaceAll(' ', '-'),
        code.replaceAll(/(\w{4})\w*/g, '$1'),
        ` ${code.replaceAll(' ', '  ')}.`,
      ]) {
        expect(parseReturnCode(typed), typed).toEqual([right]);
      }
      expect(parseReturnCode(code.replaceAll(' ', ''))).toContainEqual(right);
      expect(parseReturnCode(code.replace(' ', ''))).toContainEqual(right);
    }
  });

  it('KEY-3 is invalid with missing words, too many words or unknown words', () => {
    const six = codeFromNumbers(words(1)).split(' ');
    for (const typed of [
      '',
      'oak',
      six.slice(1).join(' '),
      [...six, 'oak'].join(' '),
      ['xyzzy', ...six.slice(1)].join(' '),
      'a'.repeat(100_000),
      'aaaa'.repeat(25),
      '0123456789abcdefghjkmnpqrs',
    ]) {
      expect(parseReturnCode(typed), typed.slice(0, 50)).toEqual([]);
    }
  });

  it('KEY-3 begins with the bucket of its circle, which reveals two letters of its id', () => {
    expect(codeBucketOf('00abcdef')).toBe(0);
    expect(codeBucketOf('10abcdef')).toBe(32);
    expect(codeBucketOf('zzabcdef')).toBe(1023);
    expect(codeBucketOf('')).toBe(0);
  });
});
