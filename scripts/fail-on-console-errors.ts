/**
 * Set up before every test file: a test fails when something prints to console.error during it.
 * A test that expects an error replaces console.error by `vi.spyOn`.
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
