/** Each refusal of the rules has its kind sentence, and each sentence says what can be done. */
import { expect, it } from 'vitest';
import { refusalCodes } from '../../../../packages/core/src/vocabulary.ts';
import { refusals } from '../../src/words/refusals.ts';

const sentences = Object.values(refusals).map((each) => each.message ?? '');

it('every refusal there is has a sentence, and no sentence is without its refusal', () => {
  expect(Object.keys(refusals).toSorted()).toEqual([...refusalCodes].toSorted());
  for (const sentence of sentences) expect(sentence).not.toBe('');
});

it('every sentence is its own, and none raises its voice', () => {
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) {
    expect(sentence).toMatch(/\.$/u);
    expect(sentence).not.toContain('!');
  }
});

it('every sentence goes on to say what one can do now, or what happens by itself', () => {
  const onward =
    /you can|press|waits?\b|opens by itself|look at|write something|nothing is left|in parts/iu;
  for (const sentence of sentences) expect(sentence).toMatch(onward);
});
