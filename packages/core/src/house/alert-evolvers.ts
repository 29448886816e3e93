/** What the facts about alerts lead to. */
import type { AlertId, Millis } from '../vocabulary.ts';
import {
  attemptedDelivery,
  queuedDelivery,
  targetKey,
  withoutPending,
} from './alert-deliveries.ts';
import type { AlertEvent } from './alert-events.ts';
import { type DeliveryProgress, newAlert, type StaffAlert } from './alerts.ts';
import type { HouseEvolvers } from './rule.ts';
import type { ChannelFailures, HouseState } from './state.ts';

/** So long a settled alert is remembered, so that a late node does not raise it again. */
const settledMemory: Millis = 7 * 24 * 60 * 60_000;

/** The state with one alert changed; as it was when there is none with this id. */
function withAlert(
  state: HouseState,
  id: AlertId,
  change: (alert: StaffAlert) => StaffAlert,
): HouseState {
  const alert = state.alerts.get(id);
  return alert ? { ...state, alerts: new Map(state.alerts).set(id, change(alert)) } : state;
}

const withAlerts = (
  state: HouseState,
  ids: readonly AlertId[],
  change: (alert: StaffAlert) => StaffAlert,
): HouseState => {
  const alerts = new Map(state.alerts);
  for (const id of ids) {
    const alert = alerts.get(id);
    if (alert) alerts.set(id, change(alert));
  }
  return { ...state, alerts };
};

const withoutForgotten = (
  alerts: ReadonlyMap<AlertId, StaffAlert>,
  now: Millis,
): ReadonlyMap<AlertId, StaffAlert> =>
  new Map(
    [...alerts].filter(
      ([, { settledAt }]) => settledAt === null || settledAt + settledMemory > now,
    ),
  );

const withDelivery = (
  alert: StaffAlert,
  key: string,
  change: (delivery: DeliveryProgress) => DeliveryProgress,
): StaffAlert => {
  const delivery = alert.deliveries.get(key);
  if (!delivery) return alert;
  return { ...alert, deliveries: new Map(alert.deliveries).set(key, change(delivery)) };
};

/** Of each channel how often it failed since it last worked. */
function withAttempts(
  before: ChannelFailures,
  { results, at }: Extract<AlertEvent, { type: 'DeliveriesRecorded' }>,
): ChannelFailures {
  const failures = new Map(before);
  for (const { target, result } of results) {
    const { channel } = target;
    const known = failures.get(channel);
    if (result === 'handed-over') failures.delete(channel);
    else failures.set(channel, { count: (known?.count ?? 0) + 1, since: known?.since ?? at });
  }
  return failures;
}

export const alertEvolvers: HouseEvolvers<AlertEvent['type']> = {
  AlertRaised(state, { type: _, act: _act, alert: id, at, ...cause }) {
    const before = state.alerts.get(id);
    const again = { state: 'open', by: null, round: 0, inRound: [], over: false } as const;
    const raised = before
      ? { ...before, ...again, kind: cause.kind }
      : { ...newAlert(cause, at), id };
    return { ...state, alerts: new Map(withoutForgotten(state.alerts, at)).set(id, raised) };
  },
  AlertGiven: (state, { alert: id, staff, round, targets, at }) =>
    withAlert(state, id, (alert) => {
      const before = alert.given.get(staff);
      const given = { first: before?.first ?? at, last: at, seen: before?.seen ?? null };
      const deliveries = new Map(alert.deliveries);
      for (const target of targets) {
        const key = targetKey(target);
        deliveries.set(key, queuedDelivery(target, at, deliveries.get(key)));
      }
      return {
        ...alert,
        ...{ round, deliveries, given: new Map(alert.given).set(staff, given) },
        inRound: round === alert.round ? [...alert.inRound, staff] : [staff],
      };
    }),
  AlertTaken: (state, { alert: id, staff }) =>
    withAlert(state, id, (alert) => ({
      ...alert,
      ...{ state: 'taken', by: staff },
      deliveries: withoutPending(alert.deliveries),
    })),
  AlertReturned: (state, { alert: id, staff, at }) =>
    withAlert(state, id, (alert) => {
      const before = alert.given.get(staff);
      const given = { first: before?.first ?? at, last: at, seen: before?.seen ?? null };
      return {
        ...alert,
        ...{ state: 'open', by: null, round: 0, inRound: [staff] },
        given: new Map(alert.given).set(staff, given),
      };
    }),
  AlertsSeen: (state, { alerts, staff, at }) =>
    withAlerts(state, alerts, (alert) => {
      const given = alert.given.get(staff);
      if (!given || given.seen !== null) return alert;
      const see = (each: DeliveryProgress): DeliveryProgress =>
        each.target.staff === staff && each.state === 'handed-over'
          ? { ...each, state: 'seen', at }
          : each;
      return {
        ...alert,
        given: new Map(alert.given).set(staff, { ...given, seen: at }),
        deliveries: new Map([...alert.deliveries].map(([key, each]) => [key, see(each)])),
      };
    }),
  AlertCauseOver: (state, { alert: id }) =>
    withAlert(state, id, (alert) => ({ ...alert, over: true })),
  AlertSettled(state, { alert: id, at }) {
    const settled = withAlert(state, id, (alert) => ({
      ...alert,
      ...{ state: 'settled', settledAt: at },
      deliveries: withoutPending(alert.deliveries),
    }));
    return { ...settled, alerts: withoutForgotten(settled.alerts, at) };
  },
  DeliveriesClaimed: (state, { node, until, deliveries }) =>
    deliveries.reduce(
      (reached, { alert: id, target }) =>
        withAlert(reached, id, (alert) =>
          withDelivery(alert, targetKey(target), (each) => ({ ...each, claim: { node, until } })),
        ),
      state,
    ),
  DeliveriesRecorded(state, fact) {
    const told = fact.results.reduce(
      (reached, { alert: id, target, ...result }) =>
        withAlert(reached, id, (alert) =>
          withDelivery(alert, targetKey(target), (each) =>
            attemptedDelivery(each, result, fact.at),
          ),
        ),
      state,
    );
    return { ...told, channelFailures: withAttempts(state.channelFailures, fact) };
  },
};
