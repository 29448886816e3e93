/**
 * Calls for help on a facilitator's screen (DSK-7, DSK-8): which are open, opening one from any
 * screen, and the confirmation before a facilitator goes.
 */
import type { Thread, WireCommand } from '@holdspace/protocol';
import { createContext, useContext } from 'react';
import { isOpenCall, isUnseenThread } from '../../app/support/thread-status.ts';
import type { CircleView } from './circle-view.ts';

/** The calls of others: unsafe people first, then the oldest, as on the desk. Empty for participants. */
export const openCallsIn = ({ desk, mine }: CircleView): readonly Thread[] =>
  desk?.threads.filter((each) => isOpenCall(each) && each.by !== mine.person) ?? [];

/** The most urgent call: the oldest unanswered one, otherwise the oldest. */
export const mostUrgentCall = (calls: readonly Thread[]): Thread | undefined =>
  calls.find(isUnseenThread) ?? calls.find(({ state }) => state === 'seen') ?? calls[0];

/** Commands that end the presence of a facilitator, or the meeting. */
export type FacilitatorExit = 'close' | 'step-out' | 'leave' | 'hand-over' | 'sign-out';

/** An exit that waits until the person has seen the open calls. */
export interface ExitConfirmation {
  readonly exit: FacilitatorExit;
  readonly resolve: (go: boolean) => void;
}

/** The exit that a command causes; null for other commands. */
export function facilitatorExitOf(command: WireCommand): FacilitatorExit | null {
  switch (command.do) {
    case 'close':
    case 'step-out':
    case 'leave':
    case 'hand-over':
      return command.do;
    case 'set-phase':
      return command.phase === 'aftercare' || command.phase === 'closed' ? 'close' : null;
    default:
      return null;
  }
}

export interface OpenCalls {
  readonly open: readonly Thread[];
  /** Opens one of them, in a sheet. */
  readonly show: (thread: Thread['id']) => void;
  /** Names the open calls before a facilitator goes. False: the person stays. */
  readonly confirmExit: (exit: FacilitatorExit | null) => true | Promise<boolean>;
}

const OpenCallsContext = createContext<OpenCalls>({
  open: [],
  show: () => undefined,
  confirmExit: () => true,
});
export const OpenCallsProvider = OpenCallsContext.Provider;
export const useOpenCalls = (): OpenCalls => useContext(OpenCallsContext);
