/**
 * Set up before every test file: a test during which something printed to console.error fails,
 * with what was printed. A test that expects it takes console.error over by `vi.spyOn`.
 */
import { afterEach, beforeEach, expect } from 'vitest';

let printed: unknown[][] = [];
const collectError = (...words: unknown[]) => {
  printed.push(words);
};

beforeEach(() => {
  printed = [];
  console.error = collectError;
});

afterEach(() => {
  expect(printed, 'printed to console.error').toEqual([]);
});
