/** A return code, however it is typed: what is understood, pointed at, offered and sent. */

import { codeWords } from '@holdspace/protocol/code-words';
import * as book from '@holdspace/protocol/codes';
import { expect, it } from 'vitest';
import { parseTypedCode, replaceWord } from '../../src/sign-in/typed-code.ts';

/** Six different words of more than four letters. */
const six = codeWords
  .filter(({ length }) => length > 5)
  .filter((_, at) => at % 70 === 3)
  .slice(0, 6);
const code = six.join(' ');
const [first = '', second = '', ...others] = six;

it('KEY-3 reads a return code with any spaces, capitals, marks and numbers between its words', () => {
  const written = [
    code,
    `  ${code.toUpperCase().replaceAll(' ', '\n')} `,
    six.map((word, at) => `${at + 1}. ${word}`).join('\r\n'),
    six.join(', '),
    six.join('-'),
    six.join(''),
    six.map((word) => word.slice(0, 4)).join(' '),
    `${first.replace('e', 'é')} ${six.slice(1).join(' ')}`,
  ];
  for (const typed of written) expect(parseTypedCode(typed, book).token, typed).toBe(code);
});

it('KEY-3 sends no invalid code when the word list is loaded', () => {
  for (const typed of ['', first, `${code} ${first}`, `${first} qqqq ${code}`.slice(0, 40)]) {
    expect(parseTypedCode(typed, book).token, typed).toBeNull();
  }
});

it('CON-1 finds six words within a message, also after changes by a mail program', () => {
  for (const typed of [
    `${code} qqqq`,
    `qqqq qqqq: “${code}”, qqqq`,
    `**${code}**`,
    encodeURIComponent(code),
    `${code.slice(0, 3)}\u200b${code.slice(3)}`,
    `${code.slice(0, 3)}\u00ad${code.slice(3)}`,
    `> ${code.replaceAll(' ', '\n> ')}`,
  ]) {
    expect(parseTypedCode(typed, book).token, typed).toBe(code);
  }
});

it('KEY-3 leaves the decision to the server until the word list is loaded', () => {
  expect(parseTypedCode('', null).token).toBeNull();
  expect(parseTypedCode(`1. ${first}, QQQQ`, null)).toMatchObject({
    token: `${first} qqqq`,
    unknown: [],
    offer: null,
  });
});

it('KEY-3 marks a finished word that is not in the list, not one that is being typed', () => {
  expect(parseTypedCode(`${first} qqqq ${second}`, book).unknown).toEqual([1]);
  expect(parseTypedCode(`${first} qqqq `, book).unknown).toEqual([1]);
  expect(parseTypedCode(`${first} qqqq`, book).unknown).toEqual([]);
});

it('KEY-3 offers completions of the letters that are being typed', () => {
  const { offer } = parseTypedCode(`${first} ${second.slice(0, 3)}`, book);
  expect(offer).toMatchObject({ at: 1 });
  expect(offer?.words.every((word) => word.startsWith(second.slice(0, 3)))).toBe(true);
  expect(parseTypedCode(`${first} ${second.slice(0, 1)}`, book).offer).toBeNull();
  expect(parseTypedCode(`${first} ${second.slice(0, 4)}`, book).offer).toBeNull();
});

it('KEY-3 offers words of the list for a misspelt one', () => {
  const { offer } = parseTypedCode(`${first} ${second.slice(0, 3)}zq ${others.join(' ')}`, book);
  expect(offer?.at).toBe(1);
  expect(offer?.words.length).toBeGreaterThan(0);
});

it('KEY-3 puts an offered word in its place and keeps the others', () => {
  const typed = `${first} ${second.slice(0, 2)}`;
  expect(replaceWord(parseTypedCode(typed, book), 1, second, 6)).toBe(`${first} ${second} `);
  const wrong = `${first} qqqq ${others.join(' ')}`;
  expect(replaceWord(parseTypedCode(wrong, book), 1, second, 6)).toBe(code);
});
