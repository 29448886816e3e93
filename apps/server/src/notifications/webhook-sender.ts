/** Calls a webhook as Standard Webhooks says: three headers, signed over id, time and body. */
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import {
  type DeliveryOutcome,
  type Notification,
  quoteAnswer,
  refusedDelivery,
  unansweredDelivery,
} from './notification.ts';
import type { OutboundHosts } from './outbound-hosts.ts';
import { type PostLimits, post, postLimits } from './outbound-request.ts';

export interface WebhookAddress {
  readonly url: string;
  readonly secret: string;
}

/** In the form that libraries of Standard Webhooks take: `whsec_` and base64. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** The other side does not want it any more. */
const gone = 410;

export async function callWebhook(
  hosts: OutboundHosts,
  { url, secret }: WebhookAddress,
  notification: Notification,
  limits: PostLimits = postLimits,
): Promise<DeliveryOutcome> {
  const { id, topic, at } = notification;
  const body = JSON.stringify({
    type: topic,
    timestamp: new Date(at).toISOString(),
    data: { id, url: notification.url },
  });
  // The time of this try: receivers refuse what is older than some minutes.
  const now = new Date();
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Holdspace',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
  const answered = await post(hosts, { url, headers, body }, limits);
  if ('blocked' in answered) return refusedDelivery(`Not sent. ${answered.blocked}`, false);
  if ('failed' in answered) return unansweredDelivery(answered.failed);
  return webhookOutcome(answered.status, answered.body);
}

function webhookOutcome(status: number, body: string): DeliveryOutcome {
  if (status >= 200 && status < 300) return { result: 'handed-over' };
  if (status >= 300 && status < 400) {
    const detail = `It answered ${status}, a redirect, which is not followed. Set up the address that it leads to.`;
    return refusedDelivery(detail, false);
  }
  const quote = quoteAnswer(body);
  const detail = quote === '' ? `It answered ${status}.` : `It answered ${status}: ${quote}`;
  return refusedDelivery(detail, status !== gone);
}
