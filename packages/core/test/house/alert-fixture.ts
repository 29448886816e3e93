/** A house with people on call, and alerts in it. */
import type {
  AlertCause,
  AlertId,
  CircleId,
  DeliveryResult,
  DueDelivery,
  PersonId,
  StaffAlert,
  StaffRole,
} from '@holdspace/core';
import {
  alertIdOf,
  alertStepAt,
  dueDeliveries,
  isRefusal,
  nextAlertDeadline,
} from '@holdspace/core';
import { GivenStaff, tuesdays } from './staff-fixture.ts';

export const minute = 60_000;
export const webhook = 'ch_webhook';

export const call = (thread = 't_1', more: Partial<AlertCause> = {}): AlertCause => ({
  ...{ kind: 'help', circle: tuesdays, thread, since: 5 },
  ...more,
});

export class GivenAlerts extends GivenStaff {
  onCall(...people: readonly PersonId[]): this {
    for (const each of people) this.add(each, ['on-call']);
    return this;
  }

  addAs(staff: PersonId, roles: readonly StaffRole[], circles: readonly CircleId[] = []): this {
    this.add(staff, roles, circles);
    return this;
  }

  webhook(channel = webhook): this {
    const setup = { kind: 'webhook', name: '', url: 'https://example.org', secret: 's' } as const;
    this.when({ do: 'set-up-channel', channel, ...setup });
    return this;
  }

  raise(cause: AlertCause = call()): AlertId {
    this.when({ do: 'raise-alert', cause });
    return alertIdOf(cause);
  }

  alert(id: AlertId): StaffAlert {
    const alert = this.state.alerts.get(id);
    if (!alert) throw new Error(`There is no alert ${id}.`);
    return alert;
  }

  /** Everybody who was alerted, in the order of the first time. */
  given(id: AlertId): PersonId[] {
    return [...this.alert(id).given.keys()];
  }

  /** The next one who is alerted, and after how many minutes. */
  next(id: AlertId): [PersonId | undefined, number] | null {
    const at = alertStepAt(this.state);
    if (at === null) return null;
    const wait = Math.max(0, at - this.now);
    this.now += wait;
    const events = this.when({ do: 'due-alerts' });
    if (isRefusal(events)) throw new Error(events.refused);
    const given = events.find((each) => each.type === 'AlertGiven' && each.alert === id);
    return [given?.type === 'AlertGiven' ? given.staff : undefined, wait / minute];
  }

  take(id: AlertId, staff: PersonId) {
    return this.by(staff, { do: 'take-alert', alert: id });
  }

  settle(id: AlertId, how: 'met' | 'seen' | 'over') {
    return this.when({ do: 'settle-alert', alert: id, how });
  }

  get due(): DueDelivery[] {
    return dueDeliveries(this.state, this.now);
  }

  claim(node: string, deliveries = this.due) {
    return this.when({ do: 'claim-deliveries', node, until: this.now + 30_000, deliveries });
  }

  record(result: DeliveryResult['result'], deliveries = this.due, mayRetry = true) {
    const results = deliveries.map((each) => ({ ...each, result, mayRetry }));
    return this.when({ do: 'record-deliveries', results });
  }

  /** Waits for the next deadline of the house. */
  waitForDeadline(): void {
    this.now = Math.max(this.now, nextAlertDeadline(this.state) ?? this.now);
  }
}
