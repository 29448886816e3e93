/** What holds at every step of every meeting. A law watches a story and throws when broken. */
import type { Core, RandomMeeting, Step, Story } from '@holdspace/testkit';
import { play } from '@holdspace/testkit';

export interface Watcher {
  step?(step: Step, story: Story): void;
  end?(story: Story): void;
}

/** By its name, which begins with the rule: a fresh watcher for each meeting. */
export type Laws = Readonly<Record<string, (core?: Core) => Watcher>>;

export const holds = (law: Laws[string], random: RandomMeeting, core?: Core): void =>
  holdTogether([law], random, core);

export function holdTogether(
  laws: readonly Laws[string][],
  random: RandomMeeting,
  core?: Core,
): void {
  const watchers = laws.map((law) => law(core));
  const story = play(random, {
    ...(core && { core }),
    watch: (step, meanwhile) => {
      for (const watcher of watchers) watcher.step?.(step, meanwhile);
    },
  });
  for (const watcher of watchers) watcher.end?.(story);
}

export function must(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new Error(message());
}

/** The steps of a commit one by one, each with the state before it. */
export function* oneByOne({ before, facts }: Step, { core }: Story) {
  let state = before;
  for (const fact of facts) {
    const after = core.meeting.evolve(state, fact);
    yield { fact, before: state, after };
    state = after;
  }
}
