/**
 * The people an alert is given to, and when (ALR-3): those on call in their order, the next after 3
 * minutes, until somebody has it; then the organisers who are not on call; then again from the
 * first. The first rounds follow at once, so that somebody who sleeps is woken; later ones after
 * growing pauses; the last one after about six days. The alert stays in the inbox after it.
 */
import type { Millis, PersonId } from '../vocabulary.ts';
import type { AlertKind, StaffAlert } from './alerts.ts';
import { type HouseState, organisers } from './state.ts';

/** Everything that says who is alerted. */
export type EscalationState = Pick<HouseState, 'staff' | 'onCall' | 'alerts'>;

const minute: Millis = 60_000;
/** So long the next one waits (ALR-3). */
export const escalationStep: Millis = 3 * minute;
/** So many rounds follow each other without a pause. */
const promptRounds = 10;
const longestPause: Millis = 6 * 60 * minute;
export const maxRounds = 40;

/** After this round, beside the step: 3 minutes, twice as long after each, at most 6 hours. */
export const pauseAfterRound = (round: number): Millis =>
  round < promptRounds ? 0 : Math.min(escalationStep * 2 ** (round - promptRounds), longestPause);

/** A report is about a facilitator of the circle, and so may an appeal be (DSK-4, VOI-7). */
const isKeptFromFacilitators = (kind: AlertKind): boolean => kind === 'report' || kind === 'appeal';

/** Whether this facilitator could be the one that the alert is about. */
function mayConcern(
  { staff }: Pick<HouseState, 'staff'>,
  person: PersonId,
  { kind, circle }: Pick<StaffAlert, 'kind' | 'circle'>,
): boolean {
  const member = staff.get(person);
  if (!member || circle === null || !isKeptFromFacilitators(kind)) return false;
  const { roles, circles } = member;
  return !roles.includes('organiser') && roles.includes('facilitator') && circles.has(circle);
}

/** Everybody who is alerted, in their order. Empty in a house without organisers. */
export function escalationOrder(
  state: EscalationState,
  alert: Pick<StaffAlert, 'kind' | 'circle'>,
): PersonId[] {
  const onCall = state.onCall.filter((person) => !mayConcern(state, person, alert));
  return [...onCall, ...organisers(state).filter((each) => !onCall.includes(each))];
}

/**
 * Whether somebody of the staff sees this alert in their inbox: organisers all, people on call
 * those that they were given, facilitators those of their circles, except reports and appeals.
 */
export function isSeenByStaff(
  { staff }: Pick<HouseState, 'staff'>,
  person: PersonId,
  alert: Pick<StaffAlert, 'kind' | 'circle' | 'given'>,
): boolean {
  const member = staff.get(person);
  if (!member) return false;
  const { roles, circles } = member;
  if (roles.includes('organiser')) return true;
  if (roles.includes('on-call') && alert.given.has(person)) {
    return !mayConcern({ staff }, person, alert);
  }
  const isOwn = alert.circle !== null && circles.has(alert.circle);
  return roles.includes('facilitator') && isOwn && !isKeptFromFacilitators(alert.kind);
}

/** Somebody has it who still may: else it is open again. */
export const isHolderGone = (state: EscalationState, alert: StaffAlert): boolean =>
  alert.state === 'taken' && alert.by !== null && !isSeenByStaff(state, alert.by, alert);

/** Who is alerted next, and when; null while nobody is to be. */
export function nextStep(
  state: EscalationState,
  alert: StaffAlert,
): { readonly staff: PersonId; readonly at: Millis; readonly round: number } | null {
  if (alert.state !== 'open') return null;
  const order = escalationOrder(state, alert);
  const { round, inRound, given } = alert;
  const waiting = order.find((each) => !inRound.includes(each));
  const next = waiting ?? order[0];
  const isNewRound = waiting === undefined;
  const reached = isNewRound ? round + 1 : round;
  if (next === undefined || reached >= maxRounds) return null;
  const last = inRound.at(-1);
  const since = last === undefined ? undefined : given.get(last)?.last;
  if (last === undefined || since === undefined) return { staff: next, at: alert.at, round };
  // A person who was removed, or is not on call any more, is not waited for.
  const wait = order.includes(last) ? escalationStep : 0;
  const pause = isNewRound ? pauseAfterRound(round) : 0;
  return { staff: next, at: since + wait + pause, round: reached };
}
