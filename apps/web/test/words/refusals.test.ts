/** Each refusal has its kind sentence; that none is missing is the table's type. */
import { expect, it } from 'vitest';
import { refusals } from '../../src/words/refusals.ts';

const sentences = Object.values(refusals).map((each) => each.message ?? '');

it('every refusal has a sentence of its own, and none raises its voice', () => {
  expect(sentences.length).toBeGreaterThan(20);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) {
    expect(sentence).toMatch(/\.$/u);
    expect(sentence).not.toContain('!');
  }
});
