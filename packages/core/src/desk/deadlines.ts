/** What the desk was told about its times, and what it does by itself when they are over. */
import { helpDeadlines } from './help.ts';
import { deskRetentionDeadlines } from './retention.ts';
import type { DeskDeadline, DeskEvolvers, DeskSystemRules } from './rule.ts';
import type { DeskState } from './state.ts';

export const deskDeadlines = (state: DeskState): DeskDeadline[] => [
  ...helpDeadlines(state),
  ...deskRetentionDeadlines(state),
];

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
