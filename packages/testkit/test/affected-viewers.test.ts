/** A viewer that a commit does not affect has the same view after it, except for public changes. */
import { isDeepStrictEqual } from 'node:util';
import type { MeetingState, PersonId, Viewer } from '@holdspace/core';
import {
  isInMeeting,
  meetingViewOf,
  privateViewOf,
  viewersAffectedByMeeting,
  viewersNeedingSnapshot,
} from '@holdspace/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeetingSimulation } from '../src/index.ts';
import { playMeeting, randomMeeting } from '../src/index.ts';

/** A person outside: the whole view. A person inside: only the private state. */
function ownView(state: MeetingState, story: MeetingSimulation, viewer: Viewer) {
  return isInMeeting(state, viewer.person)
    ? { inside: privateViewOf(state, story.words, viewer) }
    : { outside: meetingViewOf(state, story.words, viewer) };
}

const withParticipantsAway = (viewer: Viewer, state: MeetingState): Viewer => ({
  ...viewer,
  // Whether a facilitator is there is seen from outside, so that stays as it is.
  present: (person) =>
    state.people.get(person)?.role === 'facilitator' ? viewer.present(person) : 'away',
});

describe('a viewer that a commit does not affect', () => {
  it('PRV-2 sees only public changes, at every step of random meetings', () => {
    let alone = 0;
    fc.assert(
      fc.property(randomMeeting, (random) => {
        playMeeting(random, {
          onStep: ({ before, after, facts }, story) => {
            const who = viewersAffectedByMeeting(before, after, facts);
            if (who === 'everyone') return;
            const anew = viewersNeedingSnapshot(before, after, facts);
            for (const name of story.standings.keys()) {
              const person = name as PersonId;
              if (who.includes(person)) continue;
              if (facts.length > 0) alone++;
              const viewer = story.viewer(name);
              const same = isDeepStrictEqual(
                ownView(before, story, viewer),
                ownView(after, story, viewer),
              );
              if (!same || anew === 'everyone' || anew.includes(person)) {
                throw new Error(`${name} is not left alone by ${JSON.stringify(facts)}`);
              }
            }
          },
        });
      }),
      { numRuns: 60, seed: 1991 },
    );
    expect(alone).toBeGreaterThan(1000);
  });

  it('RND-16 the view of a participant, inside or outside, does not depend on which participants are connected', () => {
    fc.assert(
      fc.property(randomMeeting, (random) => {
        playMeeting(random, {
          onStep: ({ after }, story) => {
            for (const name of story.standings.keys()) {
              const viewer = story.viewer(name);
              if (privateViewOf(after, story.words, viewer).mine.role === 'facilitator') continue;
              const other = withParticipantsAway(viewer, after);
              expect(ownView(after, story, other)).toEqual(ownView(after, story, viewer));
            }
          },
        });
      }),
      { numRuns: 15, seed: 1992 },
    );
  });
});
