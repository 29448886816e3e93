/** What of leading the circle itself has to know: whether a facilitator is there, what calls for one. */
import type { PersonId, View } from '@holdspace/protocol';
import { isNew, isOpenCall } from '../support/threads.ts';

/** A facilitator is there, and connected; `but` is not counted. */
export const attended = ({ people }: View, but?: PersonId): boolean =>
  people.some(({ id, role, here }) => role === 'facilitator' && here && id !== but);

const begun = ({ phase }: View): boolean =>
  phase === 'opening' || phase === 'body' || phase === 'closing';

/** Without this person nobody leads, and the circle comes to rest (FAC-2). */
export const carriesAlone = (view: View): boolean =>
  view.mine.role === 'facilitator' && begun(view) && !attended(view, view.mine.person);

export interface Calls {
  /** How many people and words wait for a look. */
  readonly count: number;
  /** The most urgent of it: a call for help that nobody closed (DSK-8), a holder whose connection went (RND-7), the rest. */
  readonly most: 'help' | 'frozen' | 'waits' | null;
}

export function callsIn({ desk, waiting, mine, frozen }: View): Calls {
  const others = desk?.threads.filter(({ by }) => by !== mine.person) ?? [];
  const waits = others.filter((each) => isNew(each) || isOpenCall(each));
  const count = (waiting?.length ?? 0) + waits.length;
  if (waits.some(isOpenCall)) return { count, most: 'help' };
  return { count, most: frozen ? 'frozen' : count > 0 ? 'waits' : null };
}
