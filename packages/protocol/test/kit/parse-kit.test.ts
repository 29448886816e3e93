/** The text of a kit: what is read, and the sentence and the place for what is not (KIT-1). */
import { describe, expect, it } from 'vitest';
import { parseKit } from '../../src/kit/index.ts';
import { maxKitBytes } from '../../src/kit-http.ts';

const smallest = 'kit: 1\nname: Tuesdays\nlanguage: en\n';
const faultsOf = (text: string) => {
  const parsed = parseKit(text);
  return 'faults' in parsed ? parsed.faults : [];
};
const first = (text: string) => faultsOf(text)[0];

describe('the text of a kit', () => {
  it('KIT-1 may be short, may begin with a BOM and may end its lines as Windows does', () => {
    const kit = { kit: 1, name: 'Tuesdays', language: 'en' };
    expect(parseKit(smallest)).toEqual({ kit });
    expect(parseKit(`\u{FEFF}${smallest}`)).toEqual({ kit });
    expect(parseKit(smallest.replaceAll('\n', '\r\n'))).toEqual({ kit });
  });

  it('KIT-1 takes a time of day without quotes as a time of day', () => {
    const rhythm = 'rhythm: {every: week, on: [tu], at: 19:00, minutes: 75}\n';
    expect(parseKit(smallest + rhythm)).toMatchObject({ kit: { rhythm: { at: '19:00' } } });
  });

  it('KIT-1 names an unknown key, its place and the keys that there are', () => {
    expect(faultsOf(`${smallest}phases:\n  opening: {wordz: Welcome}\nfoo: 1\n`)).toEqual([
      {
        ...{ line: 5, column: 13 },
        message:
          'Line 5, column 13 (phases.opening.wordz): There is no key “wordz” here. There are: words, prompts, minutes, mode.',
      },
      expect.objectContaining({ line: 6, column: 1 }),
    ]);
  });

  it.each([
    ['an empty file', '', 1, 'empty'],
    ['a file of spaces', '  \n\n', 1, 'empty'],
    ['a text that is no kit', 'Dear all,', 1, 'not a kit'],
    ['a list', '- a\n- b\n', 1, 'not a kit'],
    ['data of something else', 'services:\n  web: {}\n', 1, 'the key “kit” is missing'],
    ['a version that comes later', 'kit: 2\nname: x\n', 1, 'another version'],
    ['a file that is not UTF-8', `${smallest}author: M\u{FFFD}ller\n`, 4, 'UTF-8'],
    ['a file in UTF-16', 'k\0i\0t\0:\0', 1, 'UTF-8'],
    ['a control character', `${smallest}author: a\u{7}b\n`, 4, 'U+0007'],
    ['a character that turns text around', `${smallest}# \u{202E}evil\n`, 4, 'U+202E'],
    ['the same behind an escape', `${smallest}author: "\\u202e"\n`, 4, 'direction of text'],
    ['half a character behind an escape', `${smallest}author: "\\ud800"\n`, 4, 'control character'],
    ['a name for a part', `${smallest}author: &a x\n`, 4, 'cannot give a part a name'],
    ['a part by its name', `${smallest}author: *a\n`, 4, 'cannot repeat a part'],
    ['a type', `${smallest}author: !!js/function x\n`, 4, 'type'],
    ['a directive', `%YAML 1.1\n---\n${smallest}`, 1, 'directives'],
    ['two documents', `${smallest}---\n${smallest}`, 4, 'multiple documents'],
    ['a key twice', `${smallest}name: B\n`, 4, 'twice'],
    [
      'a key twice further in',
      `${smallest}order: {hands: first-come, hands: first-come}\n`,
      4,
      'twice',
    ],
    ['a tab before a key', `${smallest}\torder: {}\n`, 4, 'not valid YAML'],
    ['a text with a colon', `${smallest}notFor:\n  - crisis: now\n`, 5, 'in quotes'],
    ['a number for a text', `${smallest}piece: 12\n`, 4, 'in quotes'],
    ['a text for a list', `${smallest}shelf: books\n`, 4, 'a list'],
    ['nothing behind a key', 'kit: 1\nname:\nlanguage: en\n', 2, 'a text'],
    ['a missing key', 'kit: 1\nname: x\n', 1, 'The key “language” is missing'],
    ['a key of JavaScript', `${smallest}__proto__: {a: 1}\n`, 4, 'There is no key “__proto__”'],
    [
      'an address that runs',
      `${smallest}shelf: [{name: a, detail: b, contact: "javascript:x"}]\n`,
      4,
      'https://',
    ],
    [
      'a date in the rhythm',
      `${smallest}rhythm: {every: week, on: [tu], at: "19:00", minutes: 60, from: x}\n`,
      4,
      'no key “from”',
    ],
    [
      'a time that there is not',
      `${smallest}rhythm: {every: week, on: [tu], at: "25:00", minutes: 60}\n`,
      4,
      'time of day',
    ],
    [
      'a day that there is not',
      `${smallest}rhythm: {every: week, on: [xx], at: "19:00", minutes: 60}\n`,
      4,
      'one of: mo',
    ],
    [
      'a month on days of a week',
      `${smallest}rhythm: {every: month, on: [tu], at: "19:00", minutes: 60}\n`,
      4,
      'every month is on one',
    ],
    [
      'a day that is there twice',
      `${smallest}rhythm: {every: week, on: [tu, tu], at: "19:00", minutes: 60}\n`,
      4,
      'twice',
    ],
    ['a piece on two lines', `${smallest}piece: "a\\nb"\n`, 4, 'one line'],
    [
      'a text that is too long',
      `${smallest}purpose: ${'a'.repeat(501)}\n`,
      4,
      'At most 500 characters',
    ],
  ])('KIT-1 refuses %s with a sentence and its place', (_what, text, line, sentence) => {
    expect(first(text)).toMatchObject({ line, message: expect.stringContaining(sentence) });
    expect(first(text)?.message).toMatch(/^Line \d+, column \d+/);
  });

  it('KIT-1 is at most 64 KB, counted in bytes', () => {
    const comment = (bytes: number) => `${smallest}#${'a'.repeat(bytes - smallest.length - 1)}`;
    expect(faultsOf(comment(maxKitBytes))).toEqual([]);
    expect(first(comment(maxKitBytes + 1))?.message).toContain('at most 64 KB');
    expect(first(`${smallest}# ${'é'.repeat(maxKitBytes / 2)}`)?.message).toContain('64 KB');
  });

  it('KIT-1 names at most 20 faults at once, in the order of the file', () => {
    const unknown = Array.from({ length: 30 }, (_, n) => `key${n}: 1`).join('\n');
    const lines = faultsOf(smallest + unknown).map(({ line }) => line);
    expect(lines).toEqual(Array.from({ length: 20 }, (_, n) => n + 4));
  });

  it.each([
    ['lists in lists', '['.repeat(60_000)],
    ['groups in groups', '{a: '.repeat(15_000)],
    ['entries in entries', '- '.repeat(30_000)],
    ['keys of keys', '? '.repeat(30_000)],
    ['deep indentation', Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    ['many keys', Array.from({ length: 6000 }, (_, n) => `k${n}: 1`).join('\n')],
    ['many entries', '-\n'.repeat(30_000)],
    ['many colons', ': '.repeat(30_000)],
    ['copies of copies', 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n'],
  ])('KIT-1 refuses %s before anything is built of them', (_what, text) => {
    expect(faultsOf(text)).toHaveLength(1);
  });
});
