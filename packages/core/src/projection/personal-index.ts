/**
 * What a view says about one person alone, looked up instead of searched: places in the queues,
 * and resonance. Computed once for all viewers of a state.
 */
import { handQueue } from '../meeting/hands.ts';
import { eligibleInRound } from '../meeting/reactions.ts';
import type { MeetingMessage, MeetingState } from '../meeting/state.ts';
import type { Resonance } from '../view.ts';
import type { PersonId } from '../vocabulary.ts';

export interface PersonalIndex {
  /** 1 for the one who is offered or holds; then those still to come, or the hands (FLR-6). */
  queuePlace(person: PersonId): number | null;
  /** 1 for the first hand. */
  handPlace(person: PersonId): number | null;
  /** Why they come once more is not said: after a pass, `later` and a lapsed offer alike (TRN-6). */
  isOfferedAgain(person: PersonId): boolean;
  /** RES-1: gathered while the turn lasts, given to the sharer when it is over. */
  resonanceFor(person: PersonId): readonly Resonance[];
}

export function personalIndexOf(state: MeetingState): PersonalIndex {
  const { turn, floor } = state;
  const hands = handQueue(state);
  const queue = floor.mode === 'round' ? eligibleInRound(state) : hands;
  const line = turn ? [turn.person, ...queue.filter((each) => each !== turn.person)] : queue;
  const [queuePlaces, handPlaces] = [placesIn(line), placesIn(hands)];
  const again = peopleOfferedAgain(state);
  const resonance = Map.groupBy(
    state.resonance.filter((each) => each.turn === null || !isTurnUnfinished(state, each.turn)),
    ({ to }) => to,
  );
  return {
    queuePlace: (person) => queuePlaces.get(person) ?? null,
    handPlace: (person) => handPlaces.get(person) ?? null,
    isOfferedAgain: (person) => again.has(person),
    resonanceFor: (person) =>
      (resonance.get(person) ?? [])
        .filter(({ by }) => !state.people.get(person)?.hidden.includes(by))
        .map(({ turn, message, by, kind }) => ({ turn, message, by, kind })),
  };
}

/** The people that get another offer of the turn in this round. */
export function peopleOfferedAgain({ round, turn, floor }: MeetingState): ReadonlySet<PersonId> {
  const again = new Set<PersonId>();
  for (const { person, stage } of round?.upcoming ?? []) if (stage > 0) again.add(person);
  if (turn?.state !== 'offered' || floor.mode !== 'round') return again;
  // The stage of the offer counts, not that of a place further behind.
  if ((turn.stage ?? 0) > 0) again.add(turn.person);
  else again.delete(turn.person);
  return again;
}

const placesIn = (line: readonly PersonId[]): ReadonlyMap<PersonId, number> =>
  new Map(line.map((person, i) => [person, i + 1]));

const isTurnUnfinished = (state: MeetingState, turn: MeetingMessage['turn']): boolean =>
  state.turn?.id === turn || [...state.kept.values()].some(({ id }) => id === turn);
