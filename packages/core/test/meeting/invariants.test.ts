/**
 * What holds in every meeting, tried on random ones. A failure prints its seed and the shortest
 * meeting that shows it; such meetings are kept in pinned-meetings.ts and played every time.
 * HOLDSPACE_MEETINGS says how many are tried for each invariant. Without it the same meetings are
 * tried every time, so that what fails fails for a reason that is new; with it, new ones.
 */
import { randomMeeting } from '@holdspace/testkit';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { invariants } from './invariants/index.ts';
import { checkInvariant } from './invariants/invariant.ts';
import { pinnedMeetings } from './pinned-meetings.ts';

const requestedRuns = process.env.HOLDSPACE_MEETINGS;
const runOptions =
  requestedRuns === undefined ? { numRuns: 100, seed: 1982 } : { numRuns: Number(requestedRuns) };

describe('in every meeting', () => {
  it.for(Object.entries(invariants))('%s', { timeout: 3_600_000 }, ([, invariant]) => {
    fc.assert(
      fc.property(randomMeeting, (random) => checkInvariant(invariant, random)),
      { ...runOptions, examples: pinnedMeetings.map((random) => [random]) },
    );
  });
});
