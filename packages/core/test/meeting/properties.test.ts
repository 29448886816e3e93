/**
 * What holds in every meeting, tried on random ones. A failure prints its seed and the shortest
 * meeting that shows it; such meetings are kept in pinned.ts and played every time.
 * HOLDSPACE_MEETINGS says how many are tried for each law. Without it the same meetings are
 * tried every time, so that what fails fails for a reason that is new; with it, new ones.
 */
import { randomMeeting } from '@holdspace/testkit';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { laws } from './laws/index.ts';
import { holds } from './laws/law.ts';
import { pinned } from './pinned.ts';

const wanted = process.env.HOLDSPACE_MEETINGS;
const tried = wanted === undefined ? { numRuns: 100, seed: 1982 } : { numRuns: Number(wanted) };

describe('in every meeting', () => {
  it.for(Object.entries(laws))('%s', { timeout: 3_600_000 }, ([, law]) => {
    fc.assert(
      fc.property(randomMeeting, (random) => holds(law, random)),
      { ...tried, examples: pinned.map((random) => [random]) },
    );
  });
});
