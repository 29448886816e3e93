/**
 * Sends by the channels that are set up in the house. What it needs (addresses, keys) it reads at
 * the moment of sending, so nothing goes to what was removed meanwhile.
 */
import {
  type AlertTarget,
  activeStaffSession,
  houseSlots,
  type Millis,
  type PersonId,
} from '@holdspace/core';
import type { SmtpSetting } from '../config/smtp-setting.ts';
import { systemContext } from '../ledger/command-context.ts';
import type { HouseLedger } from '../ledger/ledgers.ts';
import { sendEmail } from './email-sender.ts';
import {
  type DeliveryOutcome,
  type Notification,
  type NotificationSender,
  refusedDelivery,
  unansweredDelivery,
} from './notification.ts';
import type { OutboundHosts } from './outbound-hosts.ts';
import { type PushIdentity, sendPush } from './push-sender.ts';
import { readPushSubscription } from './push-subscription.ts';
import { callWebhook } from './webhook-sender.ts';

export interface ChannelSenderParts {
  readonly house: () => Promise<HouseLedger>;
  readonly now: () => Millis;
  readonly hosts: OutboundHosts;
  readonly push: PushIdentity;
  readonly smtp: SmtpSetting | null;
  readonly reportError: (err: unknown) => void;
}

/** What was to be sent to is not there any more. */
const removed = (what: string) => refusedDelivery(`Not sent. ${what}`, false);

export const noSmtpSentence =
  'There is no mail server. The person who runs this server sets SMTP_URL and SMTP_FROM.';

export class ChannelSender implements NotificationSender {
  readonly #parts: ChannelSenderParts;

  constructor(parts: ChannelSenderParts) {
    this.#parts = parts;
  }

  async send(target: AlertTarget, notification: Notification): Promise<DeliveryOutcome> {
    try {
      return await this.#sendNow(target, notification);
    } catch (fault) {
      this.#parts.reportError(fault);
      return unansweredDelivery('Something went wrong on our side, and it was not sent.');
    }
  }

  async #sendNow(target: AlertTarget, notification: Notification): Promise<DeliveryOutcome> {
    const house = await this.#parts.house();
    const channel = house.state.channels.get(target.channel);
    if (!channel) return removed('This channel was taken away.');
    switch (channel.kind) {
      case 'webhook':
        return this.#callWebhook(house, target.channel, notification);
      case 'email':
        return this.#sendEmail(house, target.staff, notification);
      case 'push':
        return this.#sendPush(house, target, notification);
      default:
        return channel.kind satisfies never;
    }
  }

  async #callWebhook({ words }: HouseLedger, channel: string, notification: Notification) {
    const url = words.get(houseSlots.channelUrl(channel));
    const secret = words.get(houseSlots.channelSecret(channel));
    if (url === undefined || secret === undefined) return removed('Its address was erased.');
    return callWebhook(this.#parts.hosts, { url, secret }, notification);
  }

  async #sendEmail(
    { state, words }: HouseLedger,
    staff: PersonId | null,
    notification: Notification,
  ) {
    const { smtp } = this.#parts;
    if (smtp === null) return removed(noSmtpSentence);
    const known = staff !== null && state.staff.has(staff);
    const address = known ? words.get(houseSlots.email(staff)) : undefined;
    if (address === undefined) return removed('There is no e-mail address of this person.');
    return sendEmail(smtp, address, notification);
  }

  async #sendPush(
    house: HouseLedger,
    { staff, device }: AlertTarget,
    notification: Notification,
  ): Promise<DeliveryOutcome> {
    const { state, words } = house;
    const [session, known] = [...state.pushDevices].find(([, { id }]) => id === device) ?? [];
    const living = session && activeStaffSession(state, session, this.#parts.now());
    if (!session || !known || known.staff !== staff || living?.staff !== staff) {
      return removed('This device was signed out, or push was turned off there.');
    }
    const kept = words.get(houseSlots.push(session)) ?? '';
    const subscription = readPushSubscription(kept);
    if (subscription === null) return removed('Its subscription was erased.');
    const { hosts, push } = this.#parts;
    const { isGone, ...outcome } = await sendPush(hosts, push, subscription, notification);
    // It may have subscribed again meanwhile.
    if (isGone && house.words.get(houseSlots.push(session)) === kept) {
      const ended = { do: 'unsubscribe-push', staff, device: known.id } as const;
      await house.handle(ended, systemContext);
    }
    return outcome;
  }
}
