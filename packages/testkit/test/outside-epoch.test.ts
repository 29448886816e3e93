/** Of a viewer outside the meeting the epoch changes exactly with what they see (PHA-1). */
import { isDeepStrictEqual } from 'node:util';
import { isInMeeting, MeetingProjection, type PersonId } from '@holdspace/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeetingSimulation } from '../src/index.ts';
import { playMeeting, randomMeeting } from '../src/index.ts';

/** What this person sees but for `mine`, and its epoch; null while they are in. */
function outsideOf(story: MeetingSimulation, name: string) {
  const { now, present, ...viewer } = story.viewer(name);
  const { state, words } = story;
  if (isInMeeting(state, viewer.person)) return null;
  const projection = new MeetingProjection({ state, words, now, present });
  const { mine: _, ...view } = projection.view(viewer);
  return { view, epoch: projection.outsideEpoch(viewer) };
}

describe('the epoch of a viewer outside', () => {
  it('PHA-1 WIRE-7 changes when, and only when, the view from outside does', () => {
    const counts = { same: 0, other: 0 };
    fc.assert(
      fc.property(randomMeeting, (random) => {
        const last = new Map<string, ReturnType<typeof outsideOf>>();
        playMeeting(random, {
          onStep: (_step, story) => {
            for (const name of story.standings.keys()) {
              const before = last.get(name);
              const after = outsideOf(story, name);
              last.set(name, after);
              if (!before || !after) continue;
              const isSame = isDeepStrictEqual(before.view, after.view);
              counts[isSame ? 'same' : 'other']++;
              if (isSame !== (before.epoch === after.epoch)) {
                throw new Error(`${name as PersonId}: ${before.epoch} → ${after.epoch}`);
              }
            }
          },
        });
      }),
      { numRuns: 60, seed: 1993 },
    );
    expect(counts.same).toBeGreaterThan(1000);
    expect(counts.other).toBeGreaterThan(100);
  });
});
