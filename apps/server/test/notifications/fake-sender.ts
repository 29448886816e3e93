/** Channels that tests play: what was sent is kept, and each answers as the test wants it. */
import type { AlertTarget } from '@holdspace/core';
import type { Ledgers } from '../../src/ledger/ledgers.ts';
import { AlertDelivery } from '../../src/notifications/alert-delivery.ts';
import type {
  DeliveryOutcome,
  Notification,
  NotificationSender,
} from '../../src/notifications/notification.ts';
import type { ReportError } from '../../src/ops/log.ts';

interface SentNotification extends Notification {
  readonly target: AlertTarget;
}

export class FakeSender implements NotificationSender {
  readonly sent: SentNotification[] = [];
  answer: (message: SentNotification) => Promise<DeliveryOutcome> = async () => ({
    result: 'handed-over',
  });

  send(target: AlertTarget, notification: Notification): Promise<DeliveryOutcome> {
    const message = { ...notification, target };
    this.sent.push(message);
    return this.answer(message);
  }
}

/** The part of a node that moves alerts on. */
export const fakeAlerts = (
  ledgers: Ledgers,
  reportError: ReportError,
  sender = new FakeSender(),
): AlertDelivery =>
  new AlertDelivery({ ledgers, sender, inboxUrl: () => 'https://example.org/o', reportError });
