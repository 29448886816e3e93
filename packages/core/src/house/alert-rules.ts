/**
 * Alerts as entities of the house (ALR-1, ALR-3, ALR-5): raised and settled by what happens in
 * circles, taken by staff. Each command is safe to send twice. Nothing is closed by silence.
 */
import { earlierOf, evolveEvents, oncePerState, refuse } from '../kernel.ts';
import { evolveByTable } from '../rule-table.ts';
import type { Millis, PersonId } from '../vocabulary.ts';
import {
  type DueDelivery,
  dueDeliveries,
  failuresUntilAlert,
  nextSendAt,
  targetKey,
} from './alert-deliveries.ts';
import { escalationOrder, isHolderGone, isSeenByStaff, nextStep } from './alert-escalation.ts';
import type { AlertCommand, AlertEvent } from './alert-events.ts';
import { alertEvolvers } from './alert-evolvers.ts';
import { type AlertCause, alertIdOf, compareHarm, type StaffAlert } from './alerts.ts';
import { alertTargetsOf } from './channels.ts';
import { dueCoverCauses, nextCoverAlert } from './cover-missing.ts';
import {
  type HouseCommandOf,
  type HouseDecision,
  type HouseRuleContext,
  type HouseRules,
  staffGuard,
  systemGuard,
} from './rule.ts';
import type { HouseState } from './state.ts';

/** One command moves on so many alerts at most; the rest is due at once. */
const maxAlertsPerCommand = 64;

const evolve = evolveByTable<HouseState, AlertEvent>(alertEvolvers);
const evolved = (state: HouseState, events: readonly AlertEvent[]): HouseState =>
  evolveEvents<HouseState, AlertEvent>(evolve, state, events);

const given = (
  state: HouseState,
  { id, kind, channel }: StaffAlert,
  staff: PersonId,
  round: number,
  at: Millis,
): AlertEvent => {
  const targets = alertTargetsOf(state, staff, at).filter(
    (target) => kind !== 'channel' || target.channel !== channel,
  );
  return { type: 'AlertGiven', alert: id, staff, round, targets, at };
};

/** The events so far, with the next one who is alerted, where that is due. */
function withStep(
  state: HouseState,
  id: StaffAlert['id'],
  now: Millis,
  events: readonly AlertEvent[] = [],
): readonly AlertEvent[] {
  const after = evolved(state, events);
  const alert = after.alerts.get(id);
  const step = alert && nextStep(after, alert);
  if (!alert || !step || step.at > now) return events;
  return [...events, given(after, alert, step.staff, step.round, now)];
}

/** The events of an alert with this cause; none when it is known, and as harmful. */
export function raiseAlert(
  state: HouseState,
  cause: AlertCause,
  now: Millis,
): readonly AlertEvent[] {
  const alert = alertIdOf(cause);
  const known = state.alerts.get(alert);
  const isKnown = known && (known.state === 'settled' || compareHarm(cause.kind, known.kind) >= 0);
  if (isKnown) return [];
  return withStep(state, alert, now, [{ type: 'AlertRaised', alert, at: now, ...cause }]);
}

/** How its cause went on, as events. */
export function settleAlert(
  { alerts }: HouseState,
  { alert, how }: Omit<HouseCommandOf<'settle-alert'>, 'do'>,
  at: Millis,
): readonly AlertEvent[] {
  const known = alerts.get(alert);
  if (!known || known.state === 'settled') return [];
  const isOpen = known.state === 'open';
  if (how === 'met' || (how === 'seen' ? isOpen : !isOpen)) {
    return [{ type: 'AlertSettled', alert, how, at }];
  }
  return how === 'over' && !known.over ? [{ type: 'AlertCauseOver', alert }] : [];
}

/**
 * Refusals: `not-here` for an alert that this person does not see; `closed` when it is settled;
 * `stale` when somebody else has it.
 */
function take(
  { alert: id }: HouseCommandOf<'take-alert'>,
  { state, actor, now }: HouseRuleContext,
): HouseDecision {
  const alert = state.alerts.get(id);
  if (actor === 'system' || !alert || !isSeenByStaff(state, actor, alert)) {
    return refuse('not-here');
  }
  if (alert.state === 'settled') return refuse('closed');
  if (alert.state === 'taken' && !isHolderGone(state, alert)) {
    return alert.by === actor ? [] : refuse('stale');
  }
  const taken = { type: 'AlertTaken', alert: id, staff: actor, at: now } as const;
  // Its cause is past: there is nothing more to wait for.
  return alert.over ? [taken, { type: 'AlertSettled', alert: id, how: 'over', at: now }] : [taken];
}

/** Refusals: `not-here` for an alert that this person does not see; `not-yours` for who has it not. */
function returnAlert(
  { alert: id }: HouseCommandOf<'return-alert'>,
  { state, actor, now }: HouseRuleContext,
): HouseDecision {
  const alert = state.alerts.get(id);
  if (actor === 'system' || !alert || !isSeenByStaff(state, actor, alert)) {
    return refuse('not-here');
  }
  if (alert.state !== 'taken' || alert.by !== actor) return refuse('not-yours');
  const returned = { type: 'AlertReturned', alert: id, staff: actor, at: now } as const;
  const other = escalationOrder(state, alert).find((each) => each !== actor);
  return other === undefined ? [returned] : [returned, given(state, alert, other, 0, now)];
}

/** The channel that failed was removed. */
const isChannelGone = (
  { channels }: HouseState,
  { kind, channel = '', state }: StaffAlert,
): boolean => kind === 'channel' && state !== 'settled' && !channels.has(channel);

/** What is due: an alert whose holder is gone is open again, and the next one is alerted. */
function moveOn(state: HouseState, alert: StaffAlert, now: Millis): readonly AlertEvent[] {
  const { id, by } = alert;
  if (isChannelGone(state, alert)) return settleAlert(state, { alert: id, how: 'met' }, now);
  if (by !== null && isHolderGone(state, alert)) {
    return withStep(state, id, now, [{ type: 'AlertReturned', alert: id, staff: by, at: now }]);
  }
  return withStep(state, id, now);
}

function moveAllOn(state: HouseState, now: Millis): readonly AlertEvent[] {
  const events: AlertEvent[] = dueCoverCauses(state, now).flatMap((cause) =>
    raiseAlert(state, cause, now),
  );
  let moved = 0;
  for (const alert of state.alerts.values()) {
    const next = moveOn(state, alert, now);
    events.push(...next);
    if (next.length > 0 && ++moved === maxAlertsPerCommand) break;
  }
  return events;
}

/** A channel that fails twice in a row is an alert, which the others tell; one that works again is none (ALR-4). */
function channelEvents(
  state: HouseState,
  channels: ReadonlySet<string>,
  now: Millis,
): readonly AlertEvent[] {
  return [...channels].flatMap((channel): readonly AlertEvent[] => {
    const failures = state.channelFailures.get(channel);
    const known = [...state.alerts.values()].filter(
      (each) => each.kind === 'channel' && each.channel === channel && each.state !== 'settled',
    );
    if (!failures)
      return known.flatMap(({ id }) => settleAlert(state, { alert: id, how: 'met' }, now));
    if (failures.count < failuresUntilAlert || known.length > 0) return [];
    return raiseAlert(
      state,
      { kind: 'channel', circle: null, channel, since: failures.since },
      now,
    );
  });
}

function record(
  state: HouseState,
  { results }: HouseCommandOf<'record-deliveries'>,
  now: Millis,
): readonly AlertEvent[] {
  if (results.length === 0) return [];
  const recorded: AlertEvent = { type: 'DeliveriesRecorded', results, at: now };
  const channels = new Set(results.map(({ target }) => target.channel));
  return [recorded, ...channelEvents(evolved(state, [recorded]), channels, now)];
}

export const alertRules: HouseRules<AlertCommand['do']> = {
  'raise-alert': {
    may: systemGuard,
    decide: ({ cause }, { state, now }) => raiseAlert(state, cause, now),
  },
  'settle-alert': {
    may: systemGuard,
    decide: (command, { state, now }) => settleAlert(state, command, now),
  },
  'take-alert': { may: staffGuard, decide: take },
  'return-alert': { may: staffGuard, decide: returnAlert },
  'see-alerts': {
    may: systemGuard,
    decide({ staff, alerts: asked }, { state, now }) {
      const alerts = asked.filter((id) => state.alerts.get(id)?.given.get(staff)?.seen === null);
      return alerts.length === 0 ? [] : [{ type: 'AlertsSeen', staff, alerts, at: now }];
    },
  },
  'due-alerts': { may: systemGuard, decide: (_command, { state, now }) => moveAllOn(state, now) },
  'claim-deliveries': {
    may: systemGuard,
    decide({ node, until, deliveries: asked }, { state, now }) {
      const due = new Set(dueDeliveries(state, now).map(keyOf));
      const deliveries = asked.filter((each) => due.has(keyOf(each)));
      return deliveries.length === 0
        ? []
        : [{ type: 'DeliveriesClaimed', node, until, deliveries }];
    },
  },
  'record-deliveries': {
    may: systemGuard,
    decide: (command, { state, now }) => record(state, command, now),
  },
};

const keyOf = ({ alert, target }: DueDelivery): string => `${alert} ${targetKey(target)}`;

/** When somebody is to be alerted next, of an alert or of a meeting that becomes one. */
export const alertStepAt = oncePerState((state: HouseState): Millis | null => {
  let first: Millis | null = nextCoverAlert(state);
  for (const alert of state.alerts.values()) {
    const isMoot = isHolderGone(state, alert) || isChannelGone(state, alert);
    const step = isMoot ? alert : nextStep(state, alert);
    first = earlierOf(first, step?.at ?? null);
  }
  return first;
});

/** When a node is needed for alerts: to alert the next one, or to send. */
export const nextAlertDeadline = oncePerState((state: HouseState): Millis | null => {
  let first = alertStepAt(state);
  for (const alert of state.alerts.values()) {
    first = earlierOf(first, nextSendAt(state, alert));
  }
  return first;
});
