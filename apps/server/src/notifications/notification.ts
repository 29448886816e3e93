/**
 * What staff are sent, and what came of it (ALR-2, ALR-4). A message says that something needs a
 * look and where: no name, no reason, no words.
 */
import type { AlertTarget, ChannelTest, Millis } from '@holdspace/core';

export interface Notification {
  /** The same at each retry and in each channel, so that a receiver knows it again (ALR-5). */
  readonly id: string;
  readonly topic: 'alert' | 'test';
  /** The page to open, which asks for a sign-in. */
  readonly url: string;
  readonly at: Millis;
}

/** `handed-over`: the other side took it. Nobody need have seen it yet. */
export type DeliveryOutcome =
  | { readonly result: 'handed-over' }
  | {
      readonly result: Exclude<ChannelTest['result'], 'handed-over'>;
      /** A sentence for staff, with what the other side said, if anything. */
      readonly detail: string;
      readonly mayRetry: boolean;
    };

export interface NotificationSender {
  /** Answers within about 10 seconds, and never rejects. */
  send(target: AlertTarget, notification: Notification): Promise<DeliveryOutcome>;
}

/** Where staff see what needs a look, below the address of this server. */
export const inboxUrl = (base: string): string => `${base}/o`;

/** The other side answered and did not take it, or nothing was sent for a reason of ours. */
export const refusedDelivery = (detail: string, mayRetry: boolean): DeliveryOutcome => ({
  ...{ result: 'refused', detail, mayRetry },
});

/** Nobody knows whether it arrived; most likely it did not. */
export const unansweredDelivery = (detail: string): DeliveryOutcome => ({
  ...{ result: 'no-answer', detail, mayRetry: true },
});

const maxQuote = 200;

/** What another program said, on one line and short, for a sentence. Empty for nothing. */
export function quoteAnswer(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (line === '') return '';
  const short = line.length > maxQuote ? `${line.slice(0, maxQuote).trimEnd()}…` : line;
  return `“${short}”`;
}
