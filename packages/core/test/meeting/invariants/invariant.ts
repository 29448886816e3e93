/**
 * What holds at every step of every meeting. A invariant watches a story and throws when broken.
 */
import type {
  CoreUnderTest,
  MeetingSimulation,
  RandomMeeting,
  SimulationStep,
} from '@holdspace/testkit';
import { playMeeting } from '@holdspace/testkit';

export interface InvariantCheck {
  step?(step: SimulationStep, story: MeetingSimulation): void;
  end?(story: MeetingSimulation): void;
}

/** By its name, which begins with the rule: a fresh watcher for each meeting. */
export type Invariants = Readonly<Record<string, (core?: CoreUnderTest) => InvariantCheck>>;

export const checkInvariant = (
  invariant: Invariants[string],
  random: RandomMeeting,
  core?: CoreUnderTest,
): void => checkInvariants([invariant], random, core);

export function checkInvariants(
  list: readonly Invariants[string][],
  random: RandomMeeting,
  core?: CoreUnderTest,
): void {
  const observers = list.map((invariant) => invariant(core));
  const story = playMeeting(random, {
    ...(core && { core }),
    onStep: (step, meanwhile) => {
      for (const observer of observers) observer.step?.(step, meanwhile);
    },
  });
  for (const observer of observers) observer.end?.(story);
}

export function assertInvariant(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new Error(message());
}

/** The steps of a commit one by one, each with the state before it. */
export function* factsOneByOne({ before, facts }: SimulationStep, { core }: MeetingSimulation) {
  let state = before;
  for (const fact of facts) {
    const after = core.meeting.evolve(state, fact);
    yield { fact, before: state, after };
    state = after;
  }
}
