/**
 * Alerts (ALR-1): what staff must hear of though they are not looking. An alert has one id, which
 * follows from its cause, so that the same cause twice is one alert. It holds ids and times, no
 * words. alert-escalation.ts says who is alerted when, alert-deliveries.ts how they are told.
 */
import { seededGenerator } from '../seeded-random.ts';
import type { AlertId, CircleId, Millis, PersonId } from '../vocabulary.ts';
import type { AlertTarget } from './channels.ts';

/**
 * In the order of harm: not safe, another call for help that nobody has seen (DSK-2), a circle on
 * hold (FAC-2), no facilitator at the start (FAC-6), a report about a facilitator (DSK-4), an appeal
 * (VOI-7), a meeting that nobody covers, a channel that fails (ALR-4).
 */
export const alertKinds = [
  'unsafe',
  'help',
  'hold',
  'no-show',
  'report',
  'appeal',
  'uncovered',
  'channel',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** The ids of what an alert is about. */
export interface AlertSubject {
  readonly thread?: string;
  readonly meeting?: string;
  readonly report?: string;
  readonly channel?: string;
}

/** What happened. The same subject at another time is another cause. */
export interface AlertCause extends AlertSubject {
  readonly kind: AlertKind;
  /** Null for a channel, which belongs to no circle. */
  readonly circle: CircleId | null;
  readonly since: Millis;
}

/**
 * How the cause of an alert went on. `met`: it is dealt with. `seen`: somebody has seen the call
 * for help, so nobody else needs to; who has taken the alert keeps it until the call is closed.
 * `over`: its time has passed without anybody coming; it stays until somebody takes it (ALR-3).
 */
export type AlertOutcome = 'met' | 'seen' | 'over';

/** What is known about telling one target. Only the last outcome is kept. */
export interface DeliveryProgress {
  readonly target: AlertTarget;
  /** `seen`: its person has opened the inbox since (ALR-4). */
  readonly state: 'waiting' | 'handed-over' | 'refused' | 'no-answer' | 'seen';
  readonly at: Millis;
  /** Since it was to be told: retries end 15 minutes later (ALR-5). */
  readonly since: Millis;
  readonly attempts: number;
  /** When to send it; null: not any more. */
  readonly sendAt: Millis | null;
  /** A node sends it now; after `until` another one may. */
  readonly claim: { readonly node: string; readonly until: Millis } | null;
}

/** Somebody who was alerted. */
export interface AlertedStaff {
  readonly first: Millis;
  readonly last: Millis;
  /** When they opened it; null: not yet. */
  readonly seen: Millis | null;
}

export interface StaffAlert extends AlertCause {
  readonly id: AlertId;
  /** When it was raised. */
  readonly at: Millis;
  readonly state: 'open' | 'taken' | 'settled';
  /** Who has it; null while nobody has. */
  readonly by: PersonId | null;
  readonly given: ReadonlyMap<PersonId, AlertedStaff>;
  /** How many rounds through all of them are complete; counted anew when it is returned. */
  readonly round: number;
  /** Who was alerted in this round, in this order. */
  readonly inRound: readonly PersonId[];
  /** See `AlertOutcome`. */
  readonly over: boolean;
  readonly settledAt: Millis | null;
  /** By `targetKey`. */
  readonly deliveries: ReadonlyMap<string, DeliveryProgress>;
}

/** A call for help keeps its alert when its person says that they are not safe. */
const causeKind = (kind: AlertKind): AlertKind => (kind === 'unsafe' ? 'help' : kind);

/** It tells nobody the kind or the circle: it travels through services of others (ALR-2). */
export const alertIdOf = (cause: Omit<AlertCause, 'circle'>): AlertId => {
  const { kind, thread, meeting, report, channel, since } = cause;
  const subject = [thread, meeting, report, channel].map((each) => each ?? '');
  const seed = JSON.stringify([causeKind(kind), ...subject, since]);
  return seededGenerator(seed).id<AlertId>('a');
};

/** Negative when the first one is the more harmful one. */
export const compareHarm = (a: AlertKind, b: AlertKind): number =>
  alertKinds.indexOf(a) - alertKinds.indexOf(b);

type OrderedAlert = Pick<StaffAlert, 'id' | 'kind' | 'at'>;

/** In the order of harm, then the oldest first (ALR-6). */
export const compareAlerts = (a: OrderedAlert, b: OrderedAlert): number =>
  compareHarm(a.kind, b.kind) || a.at - b.at || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1);

export const inOrderOfHarm = <Item extends OrderedAlert>(alerts: Iterable<Item>): Item[] =>
  [...alerts].sort(compareAlerts);

/** A newly raised alert, given to nobody yet. */
export const newAlert = (cause: AlertCause, at: Millis): StaffAlert => ({
  ...cause,
  id: alertIdOf(cause),
  at,
  ...{ state: 'open', by: null, given: new Map() },
  ...{ round: 0, inRound: [], over: false, settledAt: null, deliveries: new Map() },
});
