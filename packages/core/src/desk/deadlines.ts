/** The times that the desk received, and the commands that it runs at its deadlines. */
import { oncePerState } from '../kernel.ts';
import { helpDeadlines } from './help.ts';
import { deskRetentionDeadlines } from './retention.ts';
import type { DeskDeadline, DeskEvolvers, DeskSystemRules } from './rule.ts';
import type { DeskState } from './state.ts';

/** The decider and the timer of a node share one list per state. */
export const deskDeadlines = oncePerState((state: DeskState): readonly DeskDeadline[] => [
  ...helpDeadlines(state),
  ...deskRetentionDeadlines(state),
]);

export const deadlineSystemRules: DeskSystemRules<'open' | 'due'> = {
  /** An empty desk opens with the usual times too: what waits beside a ledger needs its beginning. */
  open: (state, { do: _, ...times }) =>
    state.opened &&
    state.helpAlert === times.helpAlert &&
    state.helpPlain === times.helpPlain &&
    state.deskRetention === times.deskRetention
      ? []
      : [{ type: 'DeskOpened', ...times }],
  due(state, { what, thread }, now) {
    const isMeant = ({ at, command }: DeskDeadline) =>
      at <= now && command.do === 'due' && command.what === what && command.thread === thread;
    const due = deskDeadlines(state).find(isMeant);
    return due ? [due.event(now)] : [];
  },
};

export const deadlineEvolvers: DeskEvolvers<'DeskOpened'> = {
  DeskOpened: (state, { type: _, ...times }) => ({ ...state, ...times, opened: true }),
};
