/** What the circle screen needs to know about facilitation: who is present, and what needs attention. */
import type { PersonId } from '@holdspace/protocol';
import { isOpenCall, isUnseenThread } from '../../app/support/thread-status.ts';
import type { CircleView } from './circle-view.ts';

/** True when a facilitator is in and connected; `but` does not count. */
export const hasFacilitator = ({ people }: CircleView, but?: PersonId): boolean =>
  people.some(({ id, role, here }) => role === 'facilitator' && here && id !== but);

const isRunning = ({ phase }: CircleView): boolean =>
  phase === 'opening' || phase === 'body' || phase === 'closing';

/** This person is the only one who can lead; without them the circle goes to hold (FAC-2). */
export const isOnlyFacilitator = (view: CircleView): boolean =>
  view.mine.role === 'facilitator' && isRunning(view) && !hasFacilitator(view, view.mine.person);

export interface WaitingSummary {
  /** The number of people and texts that wait for a facilitator. */
  readonly count: number;
  /** The most urgent item: an open call for help (DSK-8), a holder without a connection (RND-7), the rest. */
  readonly most: 'help' | 'frozen' | 'waits' | null;
}

export function waitingSummary({ desk, waiting, mine, frozen }: CircleView): WaitingSummary {
  const others = desk?.threads.filter(({ by }) => by !== mine.person) ?? [];
  const waits = others.filter((each) => isUnseenThread(each) || isOpenCall(each));
  const count = (waiting?.length ?? 0) + waits.length;
  if (waits.some(isOpenCall)) return { count, most: 'help' };
  return { count, most: frozen ? 'frozen' : count > 0 ? 'waits' : null };
}
