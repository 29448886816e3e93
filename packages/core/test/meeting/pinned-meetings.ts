/**
 * Meetings in which an invariant was broken once, made short. They are played before the random
 * ones.
 */
import type { RandomMeeting, RandomMove } from '@holdspace/testkit';

const meeting = (moves: readonly RandomMove[]): RandomMeeting => ({
  settings: { admit: 'everyone' },
  facilitators: 1,
  participants: 4,
  gathered: 3,
  begun: true,
  round: true,
  moves,
});

const shares: RandomMove = { offered: 'take', holding: 'say' };
const passes: RandomMove = { offered: 'pass', holding: 'done' };
const mode = (to: 'open' | 'round' | 'quiet'): RandomMove => ({
  by: 0,
  asks: { do: 'set-floor', mode: to, slow: null, order: null },
});
const gives = (who: number): RandomMove => ({ by: 0, asks: { do: 'to', what: 'give-floor', who } });

export const pinnedMeetings: readonly RandomMeeting[] = [
  // VOI-7: a removed person got the refusal `not-facilitator` in phase `doors`.
  meeting([
    { by: 0, asks: { do: 'to', what: 'remove', who: 1 } },
    { by: 6, asks: { do: 'plain', what: 'open-doors' } },
  ]),
  // FLR-2: a turn held in open mode pushed out the one that the round had kept.
  meeting([shares, mode('open'), gives(1), shares, gives(2), shares, mode('round'), mode('open')]),
  // RND-5: away at the last offer meant out of the order.
  meeting([
    { by: 0, asks: { do: 'start-round', named: [1, 2, 3], facilitator: 'none' } },
    passes,
    passes,
    passes,
    { drops: 2 },
    passes,
    { returns: 2 },
  ]),
  // VOI-2: a muted person stood in and spoke.
  {
    ...meeting([
      { by: 0, asks: { do: 'mute', who: 1, for: 'meeting' } },
      { facilitators: 'stand-in' },
      { by: 1, asks: { do: 'say', text: 'words' } },
    ]),
    standIn: true,
  },
  // FLR-2: an offer from outside the round reached into the next one.
  meeting([
    mode('open'),
    gives(2),
    { by: 0, asks: { do: 'start-round', named: [], facilitator: 'none' } },
    shares,
  ]),
];
