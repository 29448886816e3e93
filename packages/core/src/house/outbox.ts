/**
 * What the house tells circles: that somebody of the staff leads there no more, or that sessions
 * which a circle session belongs to have ended (STF-3). It waits in the state until it is
 * confirmed, so a node that dies between the two ledgers loses nothing.
 */
import type { CircleId, PersonId, SessionId } from '../vocabulary.ts';
import { type HouseEvolvers, type HouseRules, systemGuard } from './rule.ts';
import type { HouseState } from './state.ts';

/** What a circle is told about staff; the circle decides it (`circle/staff-members.ts`). */
export type StaffAccessCommand =
  /**
   * `order`: the number of this message. It ends an entrance that the house allowed before it, and
   * none that it allowed afterwards, however late it comes.
   */
  | { readonly do: 'end-staff-role'; readonly staff: PersonId; readonly order: number }
  /** Sessions of the house; what began with them in the circle ends. */
  | { readonly do: 'end-staff-sessions'; readonly sessions: readonly SessionId[] };

export interface HouseOutboxEntry {
  readonly circle: CircleId;
  readonly command: StaffAccessCommand;
}

/** The same with the id under which it is confirmed. */
export interface HouseOutboxCommand extends HouseOutboxEntry {
  readonly what: string;
}

/** What circles have yet to be told, oldest first. Safe to send twice; then `confirm`. */
export const houseOutbox = ({ outgoing }: Pick<HouseState, 'outgoing'>): HouseOutboxCommand[] =>
  [...outgoing].map(([what, entry]) => ({ what, ...entry }));

const queue = (state: HouseState, entry: HouseOutboxEntry): HouseState => ({
  ...state,
  outgoing: new Map(state.outgoing).set(`circle.${state.outboxSequence}`, entry),
  outboxSequence: state.outboxSequence + 1,
});

/** The state with each of these circles to be told that this person leads there no more. */
export const queueRoleEnds = (
  state: HouseState,
  staff: PersonId,
  circles: Iterable<CircleId>,
): HouseState =>
  [...circles].reduce((so, circle) => {
    const command = { do: 'end-staff-role', staff, order: so.outboxSequence } as const;
    return queue(so, { circle, command });
  }, state);

/** The state with each circle that was entered in one of these sessions to be told of their end. */
export function queueSessionEnds(state: HouseState, ended: readonly SessionId[]): HouseState {
  const byCircle = new Map<CircleId, SessionId[]>();
  for (const id of ended) {
    for (const circle of state.staffSessions.get(id)?.inCircles ?? []) {
      byCircle.set(circle, [...(byCircle.get(circle) ?? []), id]);
    }
  }
  return [...byCircle].reduce(
    (so, [circle, sessions]) =>
      queue(so, { circle, command: { do: 'end-staff-sessions', sessions } }),
    state,
  );
}

export const houseOutboxRules: HouseRules<'confirm'> = {
  confirm: {
    may: systemGuard,
    decide: ({ what: all }, { state }) =>
      all.filter((what) => state.outgoing.has(what)).map((what) => ({ type: 'Confirmed', what })),
  },
};

export const houseOutboxEvolvers: HouseEvolvers<'Confirmed'> = {
  Confirmed(state, { what }) {
    const outgoing = new Map(state.outgoing);
    outgoing.delete(what);
    return { ...state, outgoing };
  },
};
