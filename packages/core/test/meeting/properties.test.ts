/**
 * What holds in every meeting, tried on random ones. A failure prints its seed and the shortest
 * meeting that shows it; such meetings are kept in pinned.ts and played every time.
 */
import { randomMeeting } from '@holdspace/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorLaws } from './laws/floor.ts';
import { holds } from './laws/law.ts';
import { wordLaws } from './laws/words.ts';

const numRuns = Number(process.env.HOLDSPACE_MEETINGS ?? 150);

describe('in every meeting', () => {
  it.for(Object.entries({ ...floorLaws, ...wordLaws }))('%s', { timeout: 3_600_000 }, ([, law]) => {
    fc.assert(
      fc.property(randomMeeting, (random) => holds(law, random)),
      { numRuns },
    );
    expect.assertions(0);
  });
});
