/**
 * The inbox (ALR-6): one queue over all circles, the most harmful first, and what somebody on call
 * may read because they are alerted (STF-6).
 */
import { oncePerState } from '../kernel.ts';
import type { AlertId, CircleId, PersonId, ThreadId } from '../vocabulary.ts';
import type { StaffIdentity } from './access.ts';
import { isSeenByStaff } from './alert-escalation.ts';
import { inOrderOfHarm, type StaffAlert } from './alerts.ts';
import { type HouseStanding, type HouseState, organiserStandingOf } from './state.ts';

type InboxState = Pick<HouseState, 'staff' | 'alerts'>;

const unsettled = oncePerState((alerts: ReadonlyMap<AlertId, StaffAlert>): readonly StaffAlert[] =>
  inOrderOfHarm([...alerts.values()].filter(({ state }) => state !== 'settled')),
);

/** What this identity sees, in order. A key sees everything. */
export const inboxOf = (
  state: InboxState,
  { person, key }: Pick<StaffIdentity, 'person' | 'key'>,
): StaffAlert[] =>
  unsettled(state.alerts).filter((alert) => key !== null || isSeenByStaff(state, person, alert));

/** One alert of their inbox, also when it is settled already; null for every other. */
export function alertSeenBy(
  state: InboxState,
  { person, key }: Pick<StaffIdentity, 'person' | 'key'>,
  id: string,
): StaffAlert | null {
  const alert = state.alerts.get(id as AlertId);
  return alert && (key !== null || isSeenByStaff(state, person, alert)) ? alert : null;
}

/** The calls for help in a circle that this person is alerted for now. */
export const alertedThreads = (
  state: InboxState,
  person: PersonId,
  circle: CircleId,
): ThreadId[] =>
  state.staff.get(person)?.roles.includes('on-call')
    ? unsettled(state.alerts).flatMap(({ kind, circle: of, thread, given }) => {
        const isCall = (kind === 'unsafe' || kind === 'help') && of === circle;
        return isCall && thread !== undefined && given.has(person) ? [thread as ThreadId] : [];
      })
    : [];

/** As an organiser, also for somebody on call about a call that they are alerted for (STF-6). */
export const threadStandingOf = (
  state: InboxState & Pick<HouseState, 'keys'>,
  person: PersonId,
  { circle, thread }: { readonly circle: CircleId; readonly thread: ThreadId },
): HouseStanding | null =>
  organiserStandingOf(state, person) ??
  (alertedThreads(state, person, circle).includes(thread) ? { organiser: person } : null);

/** The alert for a call for help that waits for somebody to take it; null when there is none. */
export const openAlertOfThread = (
  { alerts }: Pick<HouseState, 'alerts'>,
  thread: string,
): AlertId | null =>
  [...alerts.values()].find((each) => each.thread === thread && each.state === 'open')?.id ?? null;
