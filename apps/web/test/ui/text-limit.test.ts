/** How much room a text field has, counted as the server counts it (TXT-3). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textRefusal } from '@holdspace/core';
import { expect, it } from 'vitest';
import { textLimitOf } from '../../src/ui/text-limit.ts';

const limit = 4000;

it('TXT-3 says how much is too long, and never that anything was cut off', () => {
  expect(textLimitOf('x'.repeat(limit))).toMatchObject({ excess: 0, left: 0, is: 'little' });
  expect(textLimitOf('x'.repeat(limit + 1))).toMatchObject({ excess: 1, is: 'over' });
  expect(textLimitOf('x'.repeat(21_000))).toMatchObject({ excess: 17_000, is: 'over' });
  expect(textLimitOf(`x${'\u0001'.repeat(limit - 1)}`)).toMatchObject({ excess: 2000, is: 'over' });
});

it('TXT-3 says nothing while there is enough room, and nothing about an empty field', () => {
  expect(textLimitOf('x'.repeat(3599)).is).toBe('plenty');
  expect(textLimitOf('x'.repeat(3600))).toMatchObject({ is: 'little', left: 400 });
  expect(textLimitOf('', 5).is).toBe('plenty');
});

it('TXT-3 counts the trimmed text', () => {
  expect(textLimitOf(`\n ${'x'.repeat(limit)}\n\n  `).excess).toBe(0);
});

it.each([
  'x'.repeat(4001),
  '漢'.repeat(4000),
  '😀'.repeat(2001),
  `x${'\u0001'.repeat(1999)}`,
  `x${'\u0001'.repeat(2000)}`,
  `x${'\ud83d'.repeat(2500)}`,
  'a\u0000b'.repeat(1300),
])('TXT-3 the field and the server are of one mind, case %#', (text) => {
  expect(textLimitOf(text).is === 'over').toBe(textRefusal(text) === 'too-long');
});

it('TXT-3 no field of the product cuts a typed or pasted text', () => {
  const src = join(import.meta.dirname, '../../src');
  const cutting = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .filter((file) => /\bmaxLength=/u.test(readFileSync(join(src, file), 'utf8')));
  expect(cutting).toEqual([]);
});

it('TXT-3 a field without a limit, as one that shows a link, says nothing of room', () => {
  expect(textLimitOf('https://example.org/j#abc', Number.POSITIVE_INFINITY).is).toBe('plenty');
});
