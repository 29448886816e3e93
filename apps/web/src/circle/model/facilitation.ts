/** What of leading the circle itself has to know: whether a facilitator is there, what calls for one. */
import type { PersonId, View } from '@holdspace/protocol';
import { isOpenCall, isUnseenThread } from '../../app/support/thread-status.ts';

/** A facilitator is there, and connected; `but` is not counted. */
export const hasFacilitator = ({ people }: View, but?: PersonId): boolean =>
  people.some(({ id, role, here }) => role === 'facilitator' && here && id !== but);

const isRunning = ({ phase }: View): boolean =>
  phase === 'opening' || phase === 'body' || phase === 'closing';

/** Without this person nobody leads, and the circle comes to rest (FAC-2). */
export const isOnlyFacilitator = (view: View): boolean =>
  view.mine.role === 'facilitator' && isRunning(view) && !hasFacilitator(view, view.mine.person);

export interface WaitingSummary {
  /** How many people and words wait for a look. */
  readonly count: number;
  /** The most urgent of it: a call for help that nobody closed (DSK-8), a holder whose connection went (RND-7), the rest. */
  readonly most: 'help' | 'frozen' | 'waits' | null;
}

export function waitingSummary({ desk, waiting, mine, frozen }: View): WaitingSummary {
  const others = desk?.threads.filter(({ by }) => by !== mine.person) ?? [];
  const waits = others.filter((each) => isUnseenThread(each) || isOpenCall(each));
  const count = (waiting?.length ?? 0) + waits.length;
  if (waits.some(isOpenCall)) return { count, most: 'help' };
  return { count, most: frozen ? 'frozen' : count > 0 ? 'waits' : null };
}
