/**
 * Each refusal of the rules has its kind sentence, for who takes part and for who leads, and each
 * sentence says what can be done now.
 */

import { refusalCodes } from '@holdspace/core';
import { expect, it } from 'vitest';
import { refusalText } from '../../src/circle/model/refusal-text.ts';
import { facilitatorRefusalText } from '../../src/facilitator/console/refusal-texts.ts';
import { idOf, participantView } from '../../src/gallery/fixtures.ts';
import { refusalTexts } from '../../src/lib/i18n/refusal-texts.ts';

const sentences = Object.values(refusalTexts).map((each) => each.message ?? '');

it('every refusal there is has a sentence, and no sentence is without its refusal', () => {
  expect(Object.keys(refusalTexts).toSorted()).toEqual([...refusalCodes].toSorted());
  for (const sentence of sentences) expect(sentence).not.toBe('');
});

it('every sentence is its own, and none raises its voice', () => {
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) {
    expect(sentence).toMatch(/\.$/u);
    expect(sentence).not.toContain('!');
  }
});

const onward =
  /you can|press|wait\b|saved|opens by itself|try again|raise your hand|choose|check|write something|nothing left|into parts/iu;

it('every text says what the person can do now, or what happens by itself', () => {
  for (const sentence of sentences) expect(sentence).toMatch(onward);
});

it.each(refusalCodes)('%s says to a facilitator what they can do now', (code) => {
  const sentence = facilitatorRefusalText(code).message ?? '';
  expect(sentence).toMatch(/\.$/u);
  expect(sentence).not.toContain('!');
  expect(sentence).toMatch(onward);
});

it('FLR-6 without a turn to wait for, it says what to do instead', () => {
  const free = { holder: null, offered: null, turn: null, next: [] };
  const said = [
    participantView({ ...free, offered: idOf('Quiet Heron') }),
    participantView({ ...free, mode: 'centre', round: null }),
    participantView({ ...free, mode: 'hands', round: null }),
    participantView({ ...free, mode: 'round', round: null }),
    participantView(free),
    participantView({}),
  ].map((view) => refusalText(view, 'not-your-turn').message ?? '');
  expect(new Set(said).size).toBe(said.length);
  for (const sentence of said) expect(sentence).toMatch(/you can|saved/iu);
});
