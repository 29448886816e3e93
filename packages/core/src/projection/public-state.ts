/**
 * The state of a meeting that everyone in it sees alike, and what the threshold shows of it
 * (PHA-1).
 */
import { isSameIn, type Words } from '../kernel.ts';
import { handQueue } from '../meeting/hands.ts';
import { activeHands, eligibleInRound } from '../meeting/reactions.ts';
import type { MeetingState } from '../meeting/state.ts';
import { idlePublicState, type PublicState } from '../public-state.ts';
import type { PersonId } from '../vocabulary.ts';

/** What the public state follows from, but for the order of hands; see `isPublicStateSame`. */
const publicSlices = [
  'people',
  'phase',
  'start',
  'end',
  'settings',
  'floor',
  'round',
  'turn',
  'lead',
  'locked',
  'heard',
  'responses',
  'hands',
  'quietRound',
  'noShow',
] as const satisfies readonly (keyof MeetingState)[];
type PublicSource = Pick<MeetingState, (typeof publicSlices)[number] | 'speech'>;

/**
 * Whether both states have the same public state because nothing that it follows from changed; a
 * message changes nothing of it, unless words order the hands (HND-2).
 */
export const isPublicStateSame = (before: MeetingState, after: MeetingState): boolean =>
  isSameIn<MeetingState>(publicSlices, before, after) &&
  (before.speech === after.speech || handQueue(after) === after.hands);

export const publicStateOf = (state: PublicSource, words: Words): PublicState => {
  const { phase, start, end, settings, floor, round, turn, lead, locked, heard } = state;
  const responses = floor.mode === 'responses' ? state.responses : null;
  const hands = handQueue(state);
  const [next] = nextPeople(state);
  return {
    phase,
    start,
    end,
    doorsAt: start - settings.doorsLead,
    mode: floor.mode,
    slow: floor.slow,
    prompt: round ? (words.get(round.prompt) ?? null) : null,
    round: round?.number ?? null,
    holder: turn?.state === 'held' ? turn.person : null,
    offered: turn?.state === 'offered' ? turn.person : null,
    turn: turn?.id ?? null,
    frozen: turn?.frozenUntil != null,
    onHold: floor.mode === 'hold',
    next: next === undefined ? [] : [next],
    hands,
    lead,
    locked,
    until: floor.until,
    ask: responses?.ask ?? (turn?.state === 'held' ? turn.ask : null),
    respondTo: responses?.to ?? null,
    quietRound: state.quietRound,
    noShow: state.noShow,
    heard,
  };
};

/** Who comes by themselves; where a facilitator picks each time that is nobody (LEAD-2). */
const nextPeople = (state: PublicSource): readonly PersonId[] => {
  const { mode, handsOrder } = state.floor;
  if (mode === 'round') return eligibleInRound(state);
  return mode === 'hands' && handsOrder !== 'facilitator' ? activeHands(state) : [];
};

/** The state outside the meeting: when it is, and who leads. */
export const publicStateOutside = (state: MeetingState): PublicState => ({
  phase: state.phase,
  start: state.start,
  end: state.end,
  doorsAt: state.start - state.settings.doorsLead,
  ...idlePublicState,
  lead: state.lead,
  locked: state.locked,
  noShow: state.noShow,
});
