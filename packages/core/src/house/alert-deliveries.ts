/**
 * How those who are alerted are told (ALR-4, ALR-5). What is to be sent is a delivery; a node claims
 * it for some time, sends it and records the outcome. A node that dies meanwhile loses nothing:
 * another one sends it again under the same id. There is one delivery for each target of an alert.
 */
import { earlierOf } from '../kernel.ts';
import type { AlertId, Millis } from '../vocabulary.ts';
import { isSeenByStaff } from './alert-escalation.ts';
import type { DeliveryProgress, StaffAlert } from './alerts.ts';
import { inOrderOfHarm } from './alerts.ts';
import type { AlertTarget } from './channels.ts';
import type { HouseState } from './state.ts';

/** What a channel answered; `may-retry`: another attempt can succeed. */
export interface DeliveryResult {
  readonly alert: AlertId;
  readonly target: AlertTarget;
  readonly result: 'handed-over' | 'refused' | 'no-answer';
  readonly mayRetry: boolean;
}

type DeliveryState = Pick<HouseState, 'staff' | 'alerts'>;

/** A delivery that a node may claim. */
export interface DueDelivery {
  readonly alert: AlertId;
  readonly target: AlertTarget;
}

/** From the first attempt on (ALR-5). */
export const retryWindow: Millis = 15 * 60_000;
/** After the first attempt; twice as long after each further one. */
const firstRetryDelay: Millis = 10_000;
/** After so many failures in a row a channel is an alert itself (ALR-4). */
export const failuresUntilAlert = 2;

export const targetKey = ({ channel, staff, device }: AlertTarget): string =>
  JSON.stringify([channel, staff, device]);

/**
 * It is to be sent now: for the first time, or anew in a later round. One that is still being tried
 * goes on as it was, so that rounds do not add up to more attempts.
 */
export const queuedDelivery = (
  target: AlertTarget,
  at: Millis,
  before?: DeliveryProgress,
): DeliveryProgress =>
  before && before.sendAt !== null
    ? before
    : { target, state: 'waiting', at, since: at, attempts: 0, sendAt: at, claim: null };

/** When a node may claim it; null: never. */
const claimableAt = ({ sendAt, claim }: DeliveryProgress): Millis | null =>
  sendAt === null ? null : Math.max(sendAt, claim?.until ?? 0);

/** Whether its person may still be told of it. */
const isAllowed = (
  state: DeliveryState,
  alert: StaffAlert,
  { target }: DeliveryProgress,
): boolean => target.staff === null || isSeenByStaff(state, target.staff, alert);

/** The first time at which something of this alert is to be sent; null: never. */
export const nextSendAt = (state: DeliveryState, alert: StaffAlert): Millis | null => {
  if (alert.state !== 'open') return null;
  let first: Millis | null = null;
  for (const each of alert.deliveries.values()) {
    if (isAllowed(state, alert, each)) first = earlierOf(first, claimableAt(each));
  }
  return first;
};

/** What is to be sent now, the most harmful first. */
export function dueDeliveries(state: DeliveryState, now: Millis): DueDelivery[] {
  const due: DueDelivery[] = [];
  for (const alert of inOrderOfHarm(state.alerts.values())) {
    if (alert.state !== 'open') continue;
    for (const each of alert.deliveries.values()) {
      const at = claimableAt(each);
      if (at !== null && at <= now && isAllowed(state, alert, each))
        due.push({ alert: alert.id, target: each.target });
    }
  }
  return due;
}

/** Whether this node holds the claim, so that it sends. */
export const isClaimedBy = (
  { alerts }: Pick<HouseState, 'alerts'>,
  { alert, target }: DueDelivery,
  node: string,
  now: Millis,
): boolean => {
  const claim = alerts.get(alert)?.deliveries.get(targetKey(target))?.claim;
  return claim?.node === node && claim.until > now;
};

/** After an attempt: the outcome, and when to try again. */
export function attemptedDelivery(
  before: DeliveryProgress,
  { result, mayRetry }: Pick<DeliveryResult, 'result' | 'mayRetry'>,
  at: Millis,
): DeliveryProgress {
  const attempts = before.attempts + 1;
  const retryAt = at + firstRetryDelay * 2 ** (attempts - 1);
  const isRetried = result !== 'handed-over' && mayRetry && retryAt <= before.since + retryWindow;
  return {
    ...before,
    ...{ state: result, at, attempts, claim: null },
    sendAt: isRetried && before.sendAt !== null ? retryAt : null,
  };
}

/** Nothing more is sent; what was never sent is not to be told at all. */
export const withoutPending = (
  deliveries: ReadonlyMap<string, DeliveryProgress>,
): ReadonlyMap<string, DeliveryProgress> =>
  new Map(
    [...deliveries]
      .filter(([, { state, claim }]) => state !== 'waiting' || claim !== null)
      .map(([key, each]) => [key, { ...each, sendAt: null }]),
  );
